copy t from stdin where a > 1 and b <> ';';
1	x
\.
copy t from stdin (format text) where (a > 1); 
2	y
\.
