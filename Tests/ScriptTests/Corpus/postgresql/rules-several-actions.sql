create rule r as on delete to t do instead (
  insert into log values (old.id);
  -- a comment; here
  delete from u where id = old.id and note <> ';';
  notify changed
);
create or replace rule s as on update to t where new.a > 0 do also (select 1; select 2;);
create rule n as on insert to t do nothing;
