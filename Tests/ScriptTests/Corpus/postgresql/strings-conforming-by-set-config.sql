select set_config('standard_conforming_strings', 'off', false);
select 'it\'s;';
select pg_catalog.set_config('standard_conforming_strings', 'on', false);
select 'a\';
