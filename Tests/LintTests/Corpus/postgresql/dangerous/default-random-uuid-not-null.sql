-- breaks: adding-field-with-default
ALTER TABLE users ADD COLUMN external_id uuid NOT NULL DEFAULT uuid_generate_v4();
