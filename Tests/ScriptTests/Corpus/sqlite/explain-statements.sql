explain select ';'; explain query plan select 1; explain query plan create trigger a after insert on t begin select 1; select 2; end; explain create table t (a); select 1;
