create function a() returns int language plpgsql as $$
begin
  -- a comment; with a semicolon
  perform 1;
  return 1;
end;
$$;
create function b() returns text language plpgsql as $body$
begin
  execute $q$ select ';' $q$;
  return $$;$$;
end;
$body$;
do $do$ begin perform a(); end $do$;
create table c (p text default $$;$$, "semi;colon" int);
select $_$;$_$, $a1$;$a1$, $ä$;$ä$, $A$;$a$;$A$;
select $$$$, $a$$a$, $a$$$a$, $a$ $b$ ; $b$ $a$;
select $a$ $a ; a$ $$ ; $aa$ $a$; select 'next';
