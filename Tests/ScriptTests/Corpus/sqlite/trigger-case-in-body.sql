create trigger a after update on t when case when new.a then 1 end begin
  update u set b = case when new.a > 1 then case new.b when 2 then 3 end else 4 end;
  select case when 1 then raise(abort, 'end;') end;
end;
select 1;
