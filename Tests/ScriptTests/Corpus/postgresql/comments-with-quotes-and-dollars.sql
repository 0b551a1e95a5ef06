-- it's "one" $$ of $a$ those
select 1; /* it's "one" $$ of $a$ those */ select 2;
