BEGIN;
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '10s';
ALTER TABLE accounts ADD COLUMN a int;
ALTER TABLE accounts ADD COLUMN b int;
COMMIT;
