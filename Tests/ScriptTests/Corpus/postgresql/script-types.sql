create type address as (street text, "zip;code" text); create type mood as enum ('sad', 'it''s ok;', 'happy');
create domain positive as int constraint p check (value > 0) not null default 1;
select row('a;', 1)::address, (a).street, (a.b).c[1], array['x;']::text[], '[1,2)'::int4range, interval '1 day', date '2024-01-01', time with time zone '12:00;00';
create cast (text as address) with function to_address(text) as assignment;
create operator class c for type int4 using btree as operator 1 <, function 1 btint4cmp(int4, int4);
