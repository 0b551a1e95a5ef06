-- breaks: adding-required-field
ALTER TABLE users ADD COLUMN country text NOT NULL;
