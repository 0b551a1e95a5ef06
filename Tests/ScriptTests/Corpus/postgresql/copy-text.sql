create table t1 (id int, name text);
copy t1 (id, name) from stdin;
1	one
2	two; three
3	\N
\.
insert into t1 values (4, 'four');
COPY t1 FROM STDIN WITH (FORMAT csv);
5,"five, ""quoted"""
6,six
\.
select 1;
