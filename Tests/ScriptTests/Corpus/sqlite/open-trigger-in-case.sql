create trigger a after insert on t begin select case when 1 then 2;
select 1;
