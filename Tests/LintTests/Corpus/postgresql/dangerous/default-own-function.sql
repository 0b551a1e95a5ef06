-- breaks: adding-field-with-default
ALTER TABLE users ADD COLUMN code text DEFAULT next_code();
