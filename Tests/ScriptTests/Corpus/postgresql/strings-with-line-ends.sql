insert into t values ('first;
second;
'), ('
;');
select 1;
