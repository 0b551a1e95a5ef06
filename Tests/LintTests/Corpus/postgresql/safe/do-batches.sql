DO $$
DECLARE
    changed int;
BEGIN
    LOOP
        UPDATE accounts SET plan = 'free'
        WHERE id IN (SELECT id FROM accounts WHERE plan IS NULL LIMIT 1000 FOR UPDATE SKIP LOCKED);
        GET DIAGNOSTICS changed = ROW_COUNT;
        EXIT WHEN changed = 0;
        COMMIT;
        PERFORM pg_sleep(0.1);
    END LOOP;
END
$$;
