create temp trigger a after insert on t begin select 1; end;
create temporary trigger b after insert on t begin select 2; end; select 1;
