with ranked as (
  select id, row_number() over (partition by kind order by created_at desc rows between unbounded preceding and current row) as position,
         sum(amount) filter (where amount > 0) over w as total,
         case kind when 'a;' then 1 when 'b' then case when amount > 0 then 2 else 3 end end as grade
    from orders window w as (partition by kind)
), last as (select distinct on (kind) * from ranked order by kind, position)
select * from last where exists (select 1 from ranked r where r.id = last.id) and (position, grade) in ((1, 2), (2, 1))
union all (select * from ranked except select * from last) order by 1 nulls last limit 10 offset 5 for update skip locked;
select grouping(a, b), percentile_cont(0.5) within group (order by c) from t group by grouping sets ((a), (b), ()), rollup (a, b);
