-- breaks: ban-concurrent-index-creation-in-transaction
SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_account ON orders (account_id);
