(select 1) union (select 2); ((select 3)); (values (';')); (table t);
