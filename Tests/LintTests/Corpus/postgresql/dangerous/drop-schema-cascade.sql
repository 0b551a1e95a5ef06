-- breaks: drop-cascade
DROP SCHEMA reporting CASCADE;
