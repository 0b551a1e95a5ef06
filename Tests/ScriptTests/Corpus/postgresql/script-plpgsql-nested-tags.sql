create function make_functions() returns void language plpgsql as $make$
begin
  execute $ddl$
    create function inner_one() returns text language plpgsql as $body$
    begin
      return $$it's; "quoted"$$ || $x$;$x$;
    end $body$;
  $ddl$;
end;
$make$;
create function "Odd;Name"("in;" text, out "out;" text) as $_$ begin "out;" := "in;" || $_x$;$_x$; end $_$ language plpgsql;
