create function f() returns int language plpgsql as $$ begin atomic; case; end $$;
create function g() returns int language sql as 'begin atomic; end'; select 1;
