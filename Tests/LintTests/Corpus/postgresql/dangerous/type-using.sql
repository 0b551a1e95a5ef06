-- breaks: changing-column-type
ALTER TABLE users ALTER COLUMN age SET DATA TYPE integer USING age::integer;
