PRAGMA foreign_keys = off;
begin;
create table p_new (id integer primary key, name text);
insert into p_new (id) select id from p;
drop table p;
alter table p_new rename to p;
commit;
PRAGMA foreign_keys = on;
