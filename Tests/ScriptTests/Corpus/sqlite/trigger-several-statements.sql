create trigger if not exists main.a instead of delete on v for each row begin
  insert or replace into log values ('a;', old.id);
  delete from t where id = old.id;
  update t set n = n - 1;
  replace into t values (1);
end;
create trigger b before insert on t begin select 1; end; drop trigger b;
