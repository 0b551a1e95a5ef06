-- Low-power (QRP) awards need the transmitter's power. Unknown for contacts logged before this column existed.
ALTER TABLE contact ADD COLUMN power_watts INTEGER CHECK (power_watts > 0);
