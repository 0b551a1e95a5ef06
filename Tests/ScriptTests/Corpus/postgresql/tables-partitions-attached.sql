create table p (a int, b text) partition by list (b);
create table p1 partition of p for values in (';', 'x') partition by hash (a);
create table p11 partition of p1 for values with (modulus 2, remainder 0);
alter table p attach partition p2 for values from (minvalue) to (10); alter table p detach partition p2;
alter table p detach partition p1 concurrently; alter table p detach partition p1 finalize;
