create table t (a numeric(10, 2) check (a > (1 + 2) * 3), b text default (';'), primary key (a));
insert into t values ((1), ('(')), ((2), (')'));
(select 1) union (select 2);
((select 1)) union all ((select 2) except (select 3)) order by 1;
/* comment first */ (select 3);
(values (1), (2));
(table t);
select (((((1)))));
