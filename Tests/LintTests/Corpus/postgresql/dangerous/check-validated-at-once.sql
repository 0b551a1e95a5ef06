-- breaks: constraint-missing-not-valid
ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
