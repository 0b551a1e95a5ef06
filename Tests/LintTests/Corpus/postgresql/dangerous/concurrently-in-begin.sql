-- breaks: ban-concurrent-index-creation-in-transaction
BEGIN;
CREATE INDEX CONCURRENTLY idx ON orders (created_at);
COMMIT;
