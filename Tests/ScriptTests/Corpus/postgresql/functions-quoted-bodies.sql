create function f(int) returns int as 'select $1; select 2;' language sql;
create function g() returns text as E'begin return \'a;\'; end' language plpgsql;
create function h(int) returns int as 'library;', 'symbol' language c strict; select 1;
