create procedure everything(p int) language sql
begin atomic
  with x as (select 1 as a) insert into t select a from x;
  update t set a = case when a > p then a else p end;
  delete from t where a in (select case a when 1 then 2 end from u);
  merge into t using u on t.a = u.a when matched then update set b = case when true then ';' end when not matched then do nothing;
  select 1; ; select 2;
  values (1), (2);
  insert into t values (1) returning case when a = 1 then 'end' else 'begin' end as end;
end;
create function only_return(a int) returns int begin atomic return case when a > 0 then a end; end; select 1;
create function quoted_name() returns int begin /* atomic; */ atomic -- begin
  select 1; end -- end;
; select 2;
