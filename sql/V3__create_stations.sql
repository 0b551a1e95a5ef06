-- A station is a shack, or a place from which an operator transmits now and then (a summit, a car).
CREATE TABLE station (
    station_name   VARCHAR(50) NOT NULL PRIMARY KEY,
    operated_by    VARCHAR(12) NOT NULL,
    -- Maidenhead locator of four or six characters, for example JO31 or JO31lk.
    locator        VARCHAR(6) NOT NULL,
    transceiver    VARCHAR(50) NOT NULL,
    antenna        VARCHAR(50) NOT NULL,
    CONSTRAINT station_operator FOREIGN KEY (operated_by) REFERENCES radio_operator (call_sign),
    CONSTRAINT station_locator_length CHECK (length(locator) IN (4, 6))
);
