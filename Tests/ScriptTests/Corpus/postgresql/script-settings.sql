set statement_timeout = '5min'; set local work_mem to '64MB'; set search_path = "a;b", public; set session characteristics as transaction isolation level read committed;
set names 'utf8'; set xml option document; show search_path; reset all; select current_setting('x;y', true), set_config('a.b', ';', false);
alter database d set search_path to 'a;b'; alter role r in database d reset all;
