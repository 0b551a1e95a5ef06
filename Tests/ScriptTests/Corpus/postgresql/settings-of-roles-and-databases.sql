alter role r in database d set search_path = a, "b;c"; alter database d set x.y = ';'; alter database d reset all;
alter database d set tablespace x; alter system set work_mem = '1MB;'; alter system reset all;
set time zone 'Europe/Berlin'; set session authorization default; set role none; show all; set lock_timeout = '5s';
