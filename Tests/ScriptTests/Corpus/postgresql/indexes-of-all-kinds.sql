create unique index i on t using btree (lower(a) collate "C" desc nulls last) include (b) where a <> ';';
create index on only t (a); create index concurrently if not exists j on s.t using gin (to_tsvector('english', a || ';'));
drop index concurrently if exists i, s.j; alter index i attach partition j; reindex (verbose) index concurrently i;
