begin transaction;
create table t1 (id int);
insert into t1 values (1);
commit;
begin; begin immediate; begin exclusive transaction; begin deferred;
savepoint a; release a; release savepoint b; rollback to a; rollback transaction to savepoint a; rollback;
end; end transaction; commit transaction;
