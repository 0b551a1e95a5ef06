-- breaks: adding-foreign-key-constraint
DO $body$
BEGIN
    ALTER TABLE orders ADD CONSTRAINT orders_account FOREIGN KEY (account_id) REFERENCES accounts (id);
EXCEPTION
    WHEN duplicate_object THEN NULL;
END
$body$;
