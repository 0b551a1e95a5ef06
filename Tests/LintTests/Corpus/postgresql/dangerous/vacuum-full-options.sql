-- breaks: prefer-repack
VACUUM (FULL, ANALYZE) users;
