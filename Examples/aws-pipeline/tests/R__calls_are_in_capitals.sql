DO $$
BEGIN
    BEGIN
        INSERT INTO station VALUES ('w1aw', 'Lower Case', 'FN31');
    EXCEPTION WHEN check_violation THEN
        RETURN;
    END;
    RAISE EXCEPTION 'a call sign in small letters was accepted';
END $$;
