INSERT INTO station VALUES ('W1AW', 'Hiram', 'FN31');
INSERT INTO contact (call_sign, worked, frequency_hz, started_at) VALUES ('W1AW', 'F5KFF', 14074000, now());

DO $$
BEGIN
    IF (SELECT count(*) FROM station_log WHERE call_sign = 'W1AW' AND locator = 'FN31') <> 1 THEN
        RAISE EXCEPTION 'the log does not show the contact';
    END IF;
END $$;
