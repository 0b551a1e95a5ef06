-- breaks: drop-cascade
DROP TYPE mood CASCADE;
