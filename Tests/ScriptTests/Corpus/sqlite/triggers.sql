create table t1 (id integer primary key, name text, kind text);
create trigger a after insert on t1 begin
  insert into log values ('a; ' || new.id);
  update t1 set kind = case when new.name = 'x;' then 'semi' else 'plain' end where id = new.id;
end;
CREATE TEMP TRIGGER b AFTER DELETE ON t1 WHEN old.id > 0 BEGIN SELECT CASE WHEN old.id = 1 THEN RAISE(ABORT, 'no; way') END; END;
insert into t1 (name) values ('x;'), ('end');
create temporary trigger if not exists main.c before update of a, b on t1 for each row when case when new.id then 1 else 0 end begin
  -- a comment; end;
  select 'end;', "end;", [end;], `end;`;
  /* end; */ delete from t1;
end ;
create trigger d instead of insert on v begin select 1; end /* here */ -- and here
;
create /* comment */ trigger -- comment
e after insert on t1 begin select 1 as end; select 2 end; end; select 2;
