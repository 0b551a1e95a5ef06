create table g (a int primary key, b text generated always as (a || ';') virtual, c int as (a * 2) stored, check (a > 0 or b = ';')) strict, without rowid;
create unique index if not exists i on g (a, lower(b)) where c is not null and b <> ';'; create index j on g (json_extract(b, '$.x;'));
alter table g add column d text not null default 'x;y' references g (a) on delete set null deferrable initially deferred;
