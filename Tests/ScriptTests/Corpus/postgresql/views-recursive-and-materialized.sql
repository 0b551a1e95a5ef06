create recursive view v (n) as values (1) union all select n + 1 from v where n < 10;
create materialized view if not exists m as select ';' as x with no data;
refresh materialized view concurrently m; create or replace temp view w with (security_barrier) as select 1 with local check option;
