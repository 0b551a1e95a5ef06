select $1$;
select $ 1;
select $-$;
select $a b$;
