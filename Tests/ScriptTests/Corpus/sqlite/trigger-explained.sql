explain create trigger a after insert on t begin select 1; end;
explain query plan create temp trigger a after insert on t begin select 1; end;
explain query plan select * from create_log;
explain select 1; select 2;
