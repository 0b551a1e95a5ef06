-- breaks: adding-generated-stored-column
ALTER TABLE items ADD COLUMN total numeric GENERATED ALWAYS AS (price * quantity) STORED;
