create table t (a int); select 'ü', 2;
