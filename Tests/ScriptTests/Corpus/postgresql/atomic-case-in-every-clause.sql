create function f() returns setof t begin atomic
  insert into t select 1 on conflict (a) do update set a = case when t.a > 1 then 1 else 0 end;
  update t set a = case a when 1 then 2 end where case when a > 0 then true end;
  select * from t order by case when a > 1 then 1 end, case b when 2 then 3 end limit case when true then 1 end;
end; select 1;
