copy t from stdin;
a	b
  \.  
copy t from stdin;
\.x
x\.
\\.
\. y
 .
\.
select 1;
