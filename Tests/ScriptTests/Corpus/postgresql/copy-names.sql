copy "from" from stdin;
1
\.
copy s."to" (a) from stdin;
2
\.
copy stdin from '/tmp/file;'; copy t to stdout; copy (select 1 from stdin) to stdout;
