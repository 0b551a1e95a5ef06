create function api.f(x int default (case when true then 1 end)) returns int
  language sql set search_path to public
begin atomic select x; end;
create function "begin".atomic() returns int language sql as 'select 1'; select 1;
