create table [bracketed; name] (id int, [a;b] text, [it's "quoted" `here` -- /*] int);
create table `tick;ed` (id int, `a``;b` text);
create table "double;d" (id int, "a"";b" text default 'semi;colon');
create table 'single;quoted' ('a;b' int);
select [a]]; select 2; select [x"y];
insert into "double;d" (id) values (1);
