CREATE INDEX CONCURRENTLY idx_orders_created ON orders (created_at);
