-- breaks: ban-alter-identity
ALTER TABLE users ALTER COLUMN id SET GENERATED ALWAYS;
