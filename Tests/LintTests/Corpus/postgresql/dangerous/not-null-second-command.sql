-- breaks: adding-required-field
ALTER TABLE users ADD COLUMN a text, ADD COLUMN b text NOT NULL;
