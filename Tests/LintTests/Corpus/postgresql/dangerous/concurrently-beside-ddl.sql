-- breaks: ban-concurrent-index-creation-in-transaction
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX CONCURRENTLY orders_note ON orders (note);
