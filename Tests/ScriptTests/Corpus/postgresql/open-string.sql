select 1;
select 'it''s never closed;
select 2;