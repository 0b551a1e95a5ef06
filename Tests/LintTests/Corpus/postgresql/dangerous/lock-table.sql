-- breaks: lock-table
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
