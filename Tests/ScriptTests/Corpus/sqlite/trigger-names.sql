create table trigger_log (trigger int, begin_at text, "end" int);
create index trigger on t (a);
create view "trigger" as select 1; select trigger from t;
drop trigger a; drop trigger if exists main.b;
create table trigger (a int);
