create function labels() returns int language sql begin atomic
  select 1 as end, 2 as case, 3 as begin;
  select t.end, t.case, t.begin from t;
  select 1 end;
  select 1 case;
  select 1 case, 2 end from t;
  select begin from t;
  select a.case from a where a.end = 1;
  select 1 as "end", 2 as "case";
  select (select 1 end), case when (select 2 end) = 2 then 3 end end;
  select case when true then 1 end as end;
end;
select 5;
