-- breaks: unbounded-dml
DO $$
DECLARE
    changed int;
BEGIN
    UPDATE accounts SET plan = 'free';
    GET DIAGNOSTICS changed = ROW_COUNT;
    RAISE NOTICE '% rows', changed;
END
$$;
