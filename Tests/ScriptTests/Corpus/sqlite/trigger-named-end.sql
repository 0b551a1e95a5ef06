create trigger end after insert on t begin select 1; end; create trigger "end;" after insert on t begin select 1; end;
select 1;
