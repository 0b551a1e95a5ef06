-- breaks: ban-truncate
TRUNCATE TABLE users;
