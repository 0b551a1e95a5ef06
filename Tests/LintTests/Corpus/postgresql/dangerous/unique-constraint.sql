-- breaks: disallowed-unique-constraint
ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email);
