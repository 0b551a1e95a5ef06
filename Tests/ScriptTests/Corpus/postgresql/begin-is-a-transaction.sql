begin; create table t (a int); end; begin work; abort; begin isolation level serializable; end transaction;
start transaction read only; commit and chain; rollback and no chain;
