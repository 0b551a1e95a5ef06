-- The log is read from the end. No transaction may be open around this statement; swiftway sees that by itself.
CREATE INDEX CONCURRENTLY contact_by_start ON contact (started_at DESC);
