-- breaks: adding-auto-increment-column
ALTER TABLE items ADD COLUMN position serial;
