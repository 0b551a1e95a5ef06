SET search_path TO shop;
CREATE TABLE items (id bigint);
CREATE INDEX items_id ON shop.items (id);
