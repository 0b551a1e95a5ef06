PRAGMA foreign_keys = off;
pragma foreign_keys; PRAGMA foreign_keys(1); pragma main.foreign_keys = ON; pragma "foreign_keys" = 'yes'; pragma temp . foreign_keys;
pragma journal_mode; pragma journal_mode = wal; pragma main.journal_mode(delete); pragma synchronous = off; pragma synchronous;
pragma temp_store = memory; pragma wal_checkpoint; pragma wal_checkpoint(truncate); pragma user_version = 5; pragma page_size = 4096;
pragma defer_foreign_keys = on; pragma foreign_key_check; pragma foreign_key_list(t); pragma foreign_keys = 0; pragma foreign_keys = -1; pragma foreign_keys = nonsense;
vacuum; vacuum main; vacuum into 'x;y.db';
