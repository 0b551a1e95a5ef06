
-- a dump from Windows;
create function f() returns text
	language plpgsql
as $$
begin
	return 'a;
b';
end;
$$;

	select f()	;
select 'last'