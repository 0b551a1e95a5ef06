-- Every contact with the names that a reader of the log wants to see. A repeatable migration: whenever this file
-- changes, it runs again, so it removes the old view first.
DROP VIEW IF EXISTS station_log;

CREATE VIEW station_log AS
SELECT
    contact.started_at,
    station.operated_by,
    station.station_name,
    station.locator,
    contact.serial_number,
    contact.worked_call_sign,
    contact.band_name,
    contact.frequency_hz,
    contact.mode,
    contact.power_watts,
    contact.report_sent,
    contact.report_received,
    contact.confirmed
FROM contact
JOIN station ON station.station_name = contact.station_name;
