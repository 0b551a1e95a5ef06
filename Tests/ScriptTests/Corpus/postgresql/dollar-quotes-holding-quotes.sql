select $$it's; a "quote$$, $$/* ; $$, $$-- ;$$;
select 1;
