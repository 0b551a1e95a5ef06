-- breaks: require-concurrent-index-deletion
DROP INDEX idx_orders_customer;
