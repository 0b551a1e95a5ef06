create unique index if not exists i on t (lower(a) desc, b collate nocase) where a <> ';'; create view v (x, "y;") as select 1, ';' union all select 2, '';
drop index if exists i; drop view v; reindex t; analyze main.t;
