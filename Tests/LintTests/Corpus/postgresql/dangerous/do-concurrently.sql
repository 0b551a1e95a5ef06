-- breaks: ban-concurrent-index-creation-in-transaction
DO $$ BEGIN CREATE INDEX CONCURRENTLY accounts_mail ON accounts (mail); END $$;
