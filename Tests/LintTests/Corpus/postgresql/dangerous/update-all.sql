-- breaks: unbounded-dml
UPDATE users SET status = 'active';
