create or replace recursive view public.tree (id, path) as values (1, array[1]) union all select n.id, path || n.id from nodes n join tree on n.parent = tree.id;
create view v with (security_barrier) as select a.*, b."x;y" from a left join lateral (select * from b where b.id = a.id limit 1) b on true with local check option;
create rule v_insert as on insert to v do instead (
    insert into a values (new.*);
    insert into log (what) values ('insert; ' || new.id) returning id
);
create materialized view m tablespace fast as select * from v with no data; refresh materialized view m;
