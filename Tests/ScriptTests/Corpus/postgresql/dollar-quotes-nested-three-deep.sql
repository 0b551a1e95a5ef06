do $a$
begin
  execute $b$
    create function f() returns text language plpgsql as $c$
    begin return $d$;$d$ || '$b'; end
    $c$;
  $b$;
end
$a$;
select 1;
