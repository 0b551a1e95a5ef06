INSERT INTO countries (code, name) VALUES ('fr', 'France'), ('de', 'Germany') ON CONFLICT DO NOTHING;
