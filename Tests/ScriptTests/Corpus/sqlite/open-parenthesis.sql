create table t (a int, b decimal(10, 2);
select 1;