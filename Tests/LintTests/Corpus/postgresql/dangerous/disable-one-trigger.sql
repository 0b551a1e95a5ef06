-- breaks: ban-disable-trigger
ALTER TABLE users DISABLE TRIGGER audit_users;
