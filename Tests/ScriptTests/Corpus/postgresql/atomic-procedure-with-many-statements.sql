create or replace procedure archive(before date)
language sql
begin atomic
  insert into old select * from t where day < before;
  delete from t where day < before;
  update counters set n = (select count(*) from t), changed = now();
end;
call archive(current_date);
