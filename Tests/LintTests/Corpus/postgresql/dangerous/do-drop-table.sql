-- breaks: ban-drop-table
DO $$ BEGIN DROP TABLE accounts; END $$;
