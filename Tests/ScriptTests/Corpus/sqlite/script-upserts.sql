create table t (a integer primary key, b text);
insert into t values (1, 'x;') on conflict (a) do update set b = excluded.b || ';' where t.b <> ';' returning *;
insert or ignore into t (a, b) values (1, 'y'); update or replace t set b = case a when 1 then ';' else b end where a in (select a from t);
delete from t where a = (select max(a) from t) returning a as "a;", b as [b;], 1 as `c;`;
