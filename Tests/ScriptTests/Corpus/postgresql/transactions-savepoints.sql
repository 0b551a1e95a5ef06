savepoint a; rollback to savepoint a; rollback to a; release savepoint a; release a;
set transaction isolation level read committed; set session characteristics as transaction read only;
