-- breaks: adding-serial-primary-key-field
ALTER TABLE users ADD COLUMN id bigserial PRIMARY KEY;
