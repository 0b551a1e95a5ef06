copy t from stdin;
it's
"quoted
$$dollar
/* comment
-- comment
(paren
;
select 1;
\.
select 2;
