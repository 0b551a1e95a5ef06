create operator <-> (leftarg = int, rightarg = int, function = f);
create operator class c for type int using btree as operator 1 < (int, int), function 1 g(int, int);
select 1 operator(pg_catalog.+) 2; drop operator <-> (int, int);
