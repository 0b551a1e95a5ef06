\restrict abc
select 1;
\unrestrict abc
-- a comment before
\restrict
select 2; \restrict x
select 3 \restrict is no command here;
