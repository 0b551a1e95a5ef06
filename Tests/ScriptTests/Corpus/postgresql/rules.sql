create rule r1 as on insert to s where new.v = 'rule' do also (update s set v = 'x' where v = 'y'; update s set v = 'z' where v = 'w');
create or replace rule r2 as on delete to s do instead (
  insert into log values ('a; b');
  -- a comment;
  select 1;
  ;
);
create rule r3 as on update to s do instead nothing;
create rule "r;4" as on update to s do notify s;
create rule r5 as on insert to v do instead (insert into a (x) values ((new.x)); insert into b (y) values (new.y););
select 1;
