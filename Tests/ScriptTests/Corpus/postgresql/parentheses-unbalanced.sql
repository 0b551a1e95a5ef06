select 1); select 2;
create table a (id int));
create table b (id int);
))) ;
select 3 ) ) ); select (4);
