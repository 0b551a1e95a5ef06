-- breaks: adding-field-with-default
ALTER TABLE users ADD COLUMN bucket int DEFAULT (random() * 100)::int;
