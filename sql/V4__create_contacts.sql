-- One row for each contact (QSO) in a station's log. Contacts are numbered within a log, as on paper.
CREATE TABLE contact (
    station_name      VARCHAR(50) NOT NULL,
    serial_number     INTEGER NOT NULL,
    -- UTC, as every log is.
    started_at        TIMESTAMP NOT NULL,
    worked_call_sign  VARCHAR(12) NOT NULL,
    band_name         VARCHAR(10) NOT NULL,
    frequency_hz      BIGINT NOT NULL,
    -- SSB, CW, FM, FT8, RTTY ...
    mode              VARCHAR(10) NOT NULL,
    -- Readability, strength and tone ('59', '599'); digital modes give decibels instead ('-12').
    report_sent       VARCHAR(5) NOT NULL,
    report_received   VARCHAR(5) NOT NULL,
    -- Whether the other station's card (QSL) or its electronic equivalent has come.
    confirmed         BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT contact_number PRIMARY KEY (station_name, serial_number),
    CONSTRAINT contact_station FOREIGN KEY (station_name) REFERENCES station (station_name),
    CONSTRAINT contact_band FOREIGN KEY (band_name) REFERENCES band (name)
);
