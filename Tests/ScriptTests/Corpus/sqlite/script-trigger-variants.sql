create table t (a, b); create view v as select a as begin_, b as end_ from t;
create trigger if not exists "odd;name" instead of insert on v begin insert into t values (new.begin_, new.end_); end;
create trigger [odd;name2] after insert on t when (select case when new.a then 1 else 0 end) begin
  insert into t select a, 'end;' from t limit 1; -- end;
end;
create trigger `odd;name3` after delete on t begin update t set a = (select case when 1 then 2 end); insert into t select case when old.a then 1 end, ';end;'; end;
create trigger x after update on t begin select 'end'; end; drop trigger x;
