select date '2020-01-01', interval '1;day' day, timestamp with time zone 'x;', '1'::text || ';', 'a'::"char";
select 1;
