create trigger a after insert on t begin
  select 'end;', "end", [end], `end` from t; -- end;
  /* end; */ select 1;
end;
select 1;
