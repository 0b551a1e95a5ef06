select 1;
select (1 + (2 * 3)