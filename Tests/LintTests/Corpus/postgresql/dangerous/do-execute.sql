-- breaks: dynamic-sql
DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'accounts'); END $$;
