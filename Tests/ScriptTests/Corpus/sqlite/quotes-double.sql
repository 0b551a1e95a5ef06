create table "a;b" ("c""d;" int); select "a string; not found"; insert into "a;b" values ("x;");
