select 'on\'; select 'still on\';
set standard_conforming_strings = off;
select 'escaped\'; here', 'a''b\';c', E'd\';e', $$dollar\'$$, X'5C\', b'0\', N'n\';o';
set standard_conforming_strings to on;
select 'on again\'; select 1;
set session standard_conforming_strings = 'off';
select 'off\'; again';
reset standard_conforming_strings;
select 'on\';
set local standard_conforming_strings to 'false';
select 'off\';';
reset all;
select 'on\';
select pg_catalog.set_config('standard_conforming_strings', 'off', false);
select 'off\';';
select set_config ( 'standard_conforming_strings' , 'on' , true );
select 'on\';
set standard_conforming_strings = 0;
select 'off\'; more';
discard all;
select 'on\';
set standard_conforming_strings = off;
select U&' \' UESCAPE '!' as "tricky", u&'a''b\'; select 'tricky' as U&"\" UESCAPE '!';
select X'5C\' -- comment
  '00\', 'e\';', b'0'
  '1\'; select 2;
