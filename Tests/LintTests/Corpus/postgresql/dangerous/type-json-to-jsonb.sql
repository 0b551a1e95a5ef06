-- breaks: changing-column-type
ALTER TABLE users ALTER COLUMN settings TYPE jsonb USING settings::jsonb;
