-- comment
create table t (
  a int,
  b text default 'x;
y'
);

select 1;
  select 2
;
copy t from stdin;
1	a
\.
select 3;
