-- breaks: backfill-with-ddl
ALTER TABLE accounts ADD COLUMN plan text;
WITH changed AS (UPDATE accounts SET plan = 'free' RETURNING id) SELECT count(*) FROM changed;
