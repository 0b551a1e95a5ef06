-- breaks: ban-concurrent-index-creation-in-transaction
BEGIN;
DROP INDEX CONCURRENTLY idx;
COMMIT;
