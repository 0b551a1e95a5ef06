SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY orders_account ON orders (account_id);
