copy t from stdin;
\.
copy t (a) from stdin; 
\.

select 1;
