copy t from stdin; -- a comment
1
\.
copy t from stdin; /* another */
2
\.
copy t from stdin;;
3
\.
copy t from stdin; select 'skipped as Flyway skips it';
4
\.
select 5;
