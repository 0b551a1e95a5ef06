-- breaks: lock-table
LOCK users;
