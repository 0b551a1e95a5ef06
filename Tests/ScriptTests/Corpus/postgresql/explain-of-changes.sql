explain (analyze, format json) insert into t values (';'); explain verbose select ';'; explain create table u as select 1;
