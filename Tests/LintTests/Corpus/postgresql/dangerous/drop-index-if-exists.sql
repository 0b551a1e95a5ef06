-- breaks: require-concurrent-index-deletion
DROP INDEX IF EXISTS public.idx_orders_customer;
