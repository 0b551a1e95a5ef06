-- breaks: drop-cascade
ALTER TABLE users DROP COLUMN legacy CASCADE;
