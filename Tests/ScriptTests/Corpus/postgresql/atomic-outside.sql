begin;
create table atomic (begin int, end_ int);
end;
begin work; commit work;
begin transaction isolation level serializable, read only; end transaction;
create view v as select begin from atomic;
select 9;
