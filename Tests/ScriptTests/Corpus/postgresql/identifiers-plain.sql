create table begin_end (begin_atomic int, "end" int, case1 int, _x int, a$b int, copy_from_stdin int);
select a$b, a$$b from t$x;
select a$tag$ from b$tag$; select 2;
select größe, été from tâble; select 名前 from 表;
select t.begin, t.end, t.case from t; select x.copy from y.from;
select _ from _; select __ from a_;
