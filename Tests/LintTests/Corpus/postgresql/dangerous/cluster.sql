-- breaks: prefer-repack
CLUSTER users USING users_pkey;
