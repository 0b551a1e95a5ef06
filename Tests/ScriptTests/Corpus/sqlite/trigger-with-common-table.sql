create trigger a after insert on t begin
  insert into u with x as (select ';' as y) select y from x;
  update u set y = (with z as (select 1) select * from z) where y in (select ';');
end;
select 1;
