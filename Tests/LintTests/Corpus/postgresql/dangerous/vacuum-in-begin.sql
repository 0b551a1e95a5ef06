-- breaks: ban-statement-in-transaction
BEGIN;
VACUUM users;
COMMIT;
