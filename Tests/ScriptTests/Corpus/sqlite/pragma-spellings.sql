pragma foreign_keys; pragma foreign_keys = on; PRAGMA main.foreign_keys(0); pragma journal_mode = wal; pragma main.table_info('a;b'); pragma user_version = 3;
