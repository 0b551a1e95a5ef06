-- comment
create table t (
  a int,
  b text default 'x;
y'
);

select 1;
  select 2
;
