explain (analyze, buffers, format yaml) with x as (select ';') select * from x; explain verbose create table y as select 1;
prepare p (text, int) as insert into t values ($1, $2) on conflict do nothing; execute p('a;', 1); explain execute p('b', 2); deallocate p;
declare c no scroll cursor with hold for select ';'; fetch forward 5 from c; move backward all in c; close c;
