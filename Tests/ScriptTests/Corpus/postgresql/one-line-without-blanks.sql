create table t(a int);insert into t values(1);select*from"t";select'a'from t;select($$;$$);drop table t;
