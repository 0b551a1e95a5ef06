-- breaks: broad-grant
GRANT ALL ON ALL TABLES IN SCHEMA public TO app;
