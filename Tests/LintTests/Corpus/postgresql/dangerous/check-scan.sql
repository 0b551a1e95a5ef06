-- breaks: constraint-missing-not-valid
ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0);
