CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM log;
    NEW.updated_at = now();
    RETURN NEW;
END
$$;
