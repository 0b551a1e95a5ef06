-- breaks: statement-after-access-exclusive
ALTER TABLE users ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;
