-- Runs again whenever this file changes.
CREATE OR REPLACE VIEW station_log AS
SELECT contact.started_at, contact.call_sign, station.locator, contact.worked, contact.frequency_hz
FROM contact JOIN station USING (call_sign);
