begin; commit; begin deferred transaction; end; begin immediate; rollback; begin exclusive; end transaction;
savepoint a; rollback to a; rollback transaction to savepoint a; release savepoint a;
