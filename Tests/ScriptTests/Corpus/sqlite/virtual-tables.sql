create virtual table f using fts5 (title, body, tokenize = 'porter ascii;', prefix = '2 3'); create virtual table if not exists r using rtree (id, a, b);
insert into f (f, rank) values ('rank', 'bm25(10.0, 5.0)'); select * from f where f match 'a; OR b'; drop table f;
