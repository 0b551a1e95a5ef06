select 1; -- a; b
-- c;
select 2 --d;
; select 3 - -1; select 4;--
