with moved as (delete from t where a = ';' returning *) insert into u select * from moved;
with x as materialized (select 1), y as not materialized (select 2) select * from x, y;
with recursive r (n) as (select 1 union select n + 1 from r) cycle n set c using p update t set a = 1;
with d as (insert into t values (1) returning a) select * from d;
