-- here
select 'a
;
