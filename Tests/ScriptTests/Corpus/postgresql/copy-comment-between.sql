copy t from stdin -- why; not
/* indeed; */ with (format 'text')
;
1
\.
select 1;
