select 1;
-- includes; nothing
  \i other.sql
select 2;
