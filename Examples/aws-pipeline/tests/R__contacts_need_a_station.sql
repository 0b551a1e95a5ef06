DO $$
BEGIN
    BEGIN
        INSERT INTO contact (call_sign, worked, frequency_hz, started_at) VALUES ('N0CALL', 'W1AW', 14074000, now());
    EXCEPTION WHEN foreign_key_violation THEN
        RETURN;
    END;
    RAISE EXCEPTION 'a contact of a station that does not exist was accepted';
END $$;
