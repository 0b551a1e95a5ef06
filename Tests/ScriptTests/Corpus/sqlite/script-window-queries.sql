create table s (a, b); with recursive n(i) as (select 1 union all select i + 1 from n where i < 5), m as materialized (select * from n)
select i, sum(i) over w, sum(i) filter (where i > 1) over (partition by i % 2 order by i rows between 1 preceding and current row exclude ties)
from m window w as (order by i);
select a, group_concat(b, ';') from s group by a having count(*) > 1 order by a collate nocase nulls last limit 5 offset 1;
select * from s natural left join (select 1 as a) using_it, json_each('{"a;":1}') where json_each.key -> '$' is not null or s.a is ';';
