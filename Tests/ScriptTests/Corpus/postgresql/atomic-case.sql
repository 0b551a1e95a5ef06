create function nest(i int) returns text language sql begin atomic
  select case when i > 0 then case when i > 1 then 'two;' else 'one;' end else 'none;' end;
end;
create function simple(i int) returns text language sql begin atomic
  select case i when 1 then 'one' when 2 then 'two' end || case when i > 2 then 'more' end;
  select (case when (select case 1 when 1 then true end) then 1 end), case (case 1 when 1 then 2 end) when 2 then 3 end;
  update t set a = case when b then 1 else 2 end where case when c then true end;
end;
select 4;
