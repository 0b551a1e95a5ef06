-- these cannot run in a transaction
VACUUM (VERBOSE, ANALYZE) accounts;
REINDEX TABLE CONCURRENTLY accounts;
ALTER SYSTEM SET work_mem = '8MB';
CREATE INDEX CONCURRENTLY IF NOT EXISTS accounts_email ON accounts (lower(email));
