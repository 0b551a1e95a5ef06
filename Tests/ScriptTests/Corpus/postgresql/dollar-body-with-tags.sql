create or replace function dynamic() returns void as $outer$
declare
  text_one text := $inner$ it's; $inner$;
  text_two text := '$outer $';
begin
  execute 'select $1' using 1;
  execute format($f$ create table %I (a int); $f$, 'x');
end;
$outer$ language plpgsql;
select 1;
