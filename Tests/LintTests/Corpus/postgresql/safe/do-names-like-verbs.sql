DO $$
DECLARE
    deleted int := 0;
    note text := 'DROP TABLE accounts; TRUNCATE orders;';
BEGIN
    -- DROP TABLE accounts;
    note := CASE WHEN deleted = 0 THEN 'update' ELSE 'delete' END;
    RAISE NOTICE 'TRUNCATE orders; %', note;
END
$$;
