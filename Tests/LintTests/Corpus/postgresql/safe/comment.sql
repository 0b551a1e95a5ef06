COMMENT ON TABLE users IS 'DROP TABLE users; people who signed up';
