create function f(a text default ';', b int = 1, variadic c int[] default '{}') returns table (x int, y text)
language plpgsql security definer set search_path = s, pg_temp set work_mem to '1MB' cost 10 rows 5
as $f$ begin return query select 1, ';'; end $f$;
alter function f(text, int, int[]) owner to current_user; drop function f;
