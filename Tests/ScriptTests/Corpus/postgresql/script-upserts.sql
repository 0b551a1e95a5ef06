insert into t as x (a, b) overriding system value values (default, 'x;'), (2, default)
on conflict on constraint t_pk do update set b = excluded.b || ';', c = (select max(c) from u) where x.b is distinct from excluded.b returning *, (xmax = 0) as inserted;
merge into t using (select * from u where a <> ';') u on t.a = u.a
when matched and u.b is null then delete
when matched then update set b = u.b || ';'
when not matched by target then insert (a, b) values (u.a, ';') returning merge_action(), t.*;
