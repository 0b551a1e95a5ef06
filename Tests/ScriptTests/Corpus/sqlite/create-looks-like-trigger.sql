create table trigger_log (trigger text); create view trigger_view as select 1; create index trigger_index on trigger_log (trigger);
create temp table trigger (a); create temp view v as select 1; select 1;
