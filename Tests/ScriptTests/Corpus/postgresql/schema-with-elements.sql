create schema s
  create table t (a int)
  create view v as select ';' as x from t
  grant select on t to public;
create schema authorization current_user; create schema if not exists u; select 1;
