-- breaks: prefer-repack
VACUUM FULL users;
