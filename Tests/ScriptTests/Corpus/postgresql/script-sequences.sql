create sequence s as int increment by -1 minvalue -10 maxvalue 10 start 5 cache 3 cycle owned by t.a;
select nextval('s'), currval('public.s'::regclass), setval('"odd;name"', 5, false); alter sequence if exists s owned by none restart;
alter table t alter column id add generated always as identity (start with 5), alter column a set default nextval('s;');
