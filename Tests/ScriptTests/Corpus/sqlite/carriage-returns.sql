select 1 -- a comment; to the line feed, 2;
select 3;--x;
select 4;
