select 1;
create trigger a after insert on t begin
  select 1;
select 2;