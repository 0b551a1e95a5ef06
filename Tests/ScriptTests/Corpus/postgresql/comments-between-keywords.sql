create /* a; */ or -- b;
replace /* c; */ function /* d */ f() returns int language sql begin /* e; */ atomic -- f;
  select 1; /* end; */
end;
copy /* g; */ t -- h;
from /* i */ stdin;
1
\.
select 1;
