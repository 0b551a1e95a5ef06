WITH batch AS (SELECT id FROM accounts WHERE plan IS NULL ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)
UPDATE accounts SET plan = 'free' FROM batch WHERE accounts.id = batch.id;
