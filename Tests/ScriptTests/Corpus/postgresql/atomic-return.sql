create function f(a int) returns int return a + case when a > 0 then 1 else 2 end;
create function g() returns int immutable parallel safe return 1; select 1;
