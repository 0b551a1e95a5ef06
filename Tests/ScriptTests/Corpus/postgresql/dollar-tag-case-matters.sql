do $Body$ begin perform ';$body$;'; end $Body$;
select $A$ a; $a$ b; $A$;
