-- breaks: constraint-missing-not-valid
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'positive') THEN
        ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
    END IF;
END
$$;
