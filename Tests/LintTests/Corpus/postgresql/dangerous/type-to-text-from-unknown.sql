-- breaks: changing-column-type
ALTER TABLE accounts ALTER COLUMN name TYPE text;
