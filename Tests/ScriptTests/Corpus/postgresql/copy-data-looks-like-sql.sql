copy t from stdin;
select 1;
-- comment
/* open
'quote
$$
copy u from stdin;
\N
\\.
\.x
x\.
\.
select 2;
