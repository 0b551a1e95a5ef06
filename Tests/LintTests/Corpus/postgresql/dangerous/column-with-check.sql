-- breaks: constraint-missing-not-valid
ALTER TABLE orders ADD COLUMN amount int CHECK (amount > 0);
