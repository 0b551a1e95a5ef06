-- first; line
select 1; -- behind; it
-- between; them
select 2 -- inside; it
, 3 --; at the end
;
--directly;after
select 4;--directly;behind
select 5--;
;
select 6 -
-7;
select 8 -- the last one; has no line end