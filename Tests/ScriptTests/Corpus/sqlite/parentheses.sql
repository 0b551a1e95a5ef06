create table t (a decimal(10, 2) check (a > (1 + 2)), b text default (';'));
insert into t values ((1), '('), ((2), ')'); select (select (1));
select 1); select 2; create table u (a int)); select 3;
