copy t from stdin using delimiters ';' with null as 'NULL';
1;NULL
\.
copy t (a) from stdin delimiter as ',' csv header;
a
\.
select 1;
