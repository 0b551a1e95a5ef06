insert or ignore into t values (';'); replace into t values (1); update or rollback t set a = ';'; insert into t default values; delete from t where a = ';' ;
