-- breaks: ban-uncommitted-transaction
BEGIN;
UPDATE a SET x = 1 WHERE id = 1;
