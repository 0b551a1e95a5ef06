-- breaks: ban-duplicate-column-assignments
UPDATE users SET name = 'a', email = 'b', name = 'c' WHERE id = 1;
