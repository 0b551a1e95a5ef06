create trigger a after insert on t begin
  insert into u values (new.a) on conflict (a) do update set n = n + 1 where excluded.a <> ';';
end;
insert into t values (1) returning a, ';'; delete from t returning *; update t set a = 2 returning a as "b;";
