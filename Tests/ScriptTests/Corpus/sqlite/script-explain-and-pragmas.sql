explain query plan select ';' from sqlite_master; create table t (a); explain delete from t where 0; pragma table_info("odd;name"); pragma main.table_list;
pragma foreign_key_check(t); pragma user_version = 7; pragma busy_timeout(100); pragma cache_size = -2000; analyze main.sqlite_master; reindex nocase;
