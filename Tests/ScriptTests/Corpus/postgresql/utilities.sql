analyze t; analyze verbose t (a, b);
explain select 1; explain (analyze, format json) insert into t values (';');
show all; set search_path to a, b; set time zone 'UTC'; reset work_mem; set role x; set session authorization default;
do $$ begin null; end $$; do language plpgsql 'begin null; end';
call p(1, ';'); declare c cursor for select 1; fetch all from c; move 5 in c; close c;
listen x; notify x, 'y;'; unlisten *; load 'x'; checkpoint; prepare p as select 1; execute p; deallocate all;
