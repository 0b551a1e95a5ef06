create trigger a after insert on t begin select 1 ; end ;
create trigger b after insert on t begin select 1;end
;
select 1;
