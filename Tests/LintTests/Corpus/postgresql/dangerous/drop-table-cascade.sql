-- breaks: drop-cascade
DROP TABLE IF EXISTS users CASCADE;
