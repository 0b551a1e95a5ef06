ALTER TABLE users ADD COLUMN tags text[] NOT NULL DEFAULT '{}'::text[];
ALTER TABLE users ADD COLUMN meta jsonb NOT NULL DEFAULT '{}'::jsonb;
