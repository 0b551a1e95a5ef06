-- A station is known by its call sign, in capitals.
CREATE TABLE station (
    call_sign   varchar(12) PRIMARY KEY CHECK (call_sign = upper(call_sign)),
    owner_name  varchar(100) NOT NULL,
    locator     varchar(6) NOT NULL
);
