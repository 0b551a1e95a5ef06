CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id), total numeric(12,2) CHECK (total >= 0));
CREATE INDEX orders_customer ON orders (customer_id);
