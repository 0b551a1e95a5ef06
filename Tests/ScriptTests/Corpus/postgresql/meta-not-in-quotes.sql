select '\i file', "\d", $$\set x$$, E'\\echo' -- \quit
/* \connect */;
create function f() returns text language sql as '
\dt
';
