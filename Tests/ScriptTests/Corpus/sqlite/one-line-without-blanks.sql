create table t(a);insert into t values(1);select*from"t";select'a'from t;create trigger x after insert on t begin select 1;end;drop table t;
