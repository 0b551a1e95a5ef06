create trigger a after insert on t1 begin
  select 1;
end
