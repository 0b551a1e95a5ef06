create table t ("begin" int, "end" int, "case" int);
insert into t values (1, 2, 3);
create view v as select "begin" as start, "end" as [end] from t;
select case when 1 then (select case 2 when 2 then 'x;' end) end;
select 1 as end; select 2 as begin; select case(1) when 1 then 2 end case;
select begin, end from t; select 3;
