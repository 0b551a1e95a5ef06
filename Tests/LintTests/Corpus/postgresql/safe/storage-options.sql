ALTER TABLE users SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE users ALTER COLUMN email SET STATISTICS 500;
