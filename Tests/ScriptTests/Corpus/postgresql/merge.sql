merge into t using (select 1 as a, ';' as b) as s on t.a = s.a
when matched and s.b = ';' then update set b = case when true then ';' end
when matched then delete
when not matched then insert (a, b) values (s.a, s.b);
select 1;
