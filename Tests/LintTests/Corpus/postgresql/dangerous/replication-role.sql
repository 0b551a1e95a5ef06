-- breaks: ban-disable-trigger
SET session_replication_role = 'replica';
UPDATE users SET a = 1 WHERE id = 1;
