create table t (begin int, "case" int, end text); select begin from t; select t.begin, end from t; insert into t (begin, end) values (1, ';');
