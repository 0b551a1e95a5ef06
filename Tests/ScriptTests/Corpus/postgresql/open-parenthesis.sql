create table a (id int, name varchar(200);
create table b (id int);