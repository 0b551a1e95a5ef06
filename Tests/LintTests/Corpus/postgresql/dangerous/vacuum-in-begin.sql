-- breaks: mixed-transaction
BEGIN;
VACUUM users;
COMMIT;
