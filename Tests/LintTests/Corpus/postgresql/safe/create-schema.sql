CREATE SCHEMA IF NOT EXISTS reporting;
CREATE TABLE reporting.totals (day date PRIMARY KEY, total numeric);
