begin;
set local standard_conforming_strings to off;
select 'it\'s; here';
reset standard_conforming_strings;
select 'a\'; select 'b';
commit;
