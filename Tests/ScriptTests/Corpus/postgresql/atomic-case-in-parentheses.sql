create function f(a int) returns int begin atomic
  select (case when a > 0 then (case a when 1 then 2 end) else 3 end) as "end";
  select coalesce(case when true then 1 end, case when false then 2 end);
end; select 1;
