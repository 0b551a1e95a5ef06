-- breaks: transaction-nesting
UPDATE a SET x = 1 WHERE id = 1;
COMMIT;
UPDATE b SET x = 1 WHERE id = 1;
