select 1;

select 'x', $$ never closed