-- breaks: adding-not-nullable-field
ALTER TABLE users ADD CONSTRAINT c CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
