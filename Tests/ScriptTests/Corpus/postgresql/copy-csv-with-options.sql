copy t (a, b) from stdin with (format csv, header true, delimiter ';', quote '"', escape '\');
a;b
1;"two;
lines"
\.
select 1;
