CREATE TABLE contact (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    call_sign     varchar(12) NOT NULL REFERENCES station,
    worked        varchar(12) NOT NULL,
    frequency_hz  bigint NOT NULL CHECK (frequency_hz > 0),
    started_at    timestamptz NOT NULL
);
