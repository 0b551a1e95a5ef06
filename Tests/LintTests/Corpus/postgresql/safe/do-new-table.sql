DO $$
BEGIN
    CREATE TABLE scratch (id int);
    ALTER TABLE scratch ADD COLUMN note text NOT NULL;
    CREATE INDEX scratch_id ON scratch (id);
    DROP TABLE scratch;
END
$$;
