select 1; -- the first; one
select 2; /* the
second; one */ select 3; -- last
