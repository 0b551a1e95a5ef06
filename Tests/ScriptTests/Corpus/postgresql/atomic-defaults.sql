create function "begin atomic"(begin int default 1, "atomic" int default (case when true then 2 end)) returns int
language sql immutable strict
begin atomic
  with x as (select 1 as a), y as (select 2 as b) select a + b from x, y;
  insert into t (a) values (1) on conflict (a) do update set a = case when t.a = 1 then 2 end returning a;
end;
create function f_return(a int) returns int language sql return case when a > 0 then 1 else 2 end;
create function f_string() returns int language sql as 'begin atomic; select 1';
select 7;
