-- breaks: ban-truncate-cascade
TRUNCATE users, orders CASCADE;
