copy a from stdin;
1
\.


copy b from stdin;
\.
copy c (x, "y;z") from stdin; -- data;
3	4
\.
