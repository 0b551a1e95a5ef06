create function add_two(a int, b int) returns void language sql
begin atomic
  insert into t1 values (a);
  insert into t1 values (b);
end;
create procedure one(a int) language sql
begin atomic
  insert into t1 select case when a > 0 then a else 0 end;
end;
select add_two(1, 2);
call one(3);
create or replace function empty() returns void language sql begin atomic end;
create function one_line() returns int language sql begin atomic select 1; end; select 2;
CREATE OR REPLACE PROCEDURE upper(a int) LANGUAGE SQL BEGIN ATOMIC; SELECT 1; END; SELECT 3;
