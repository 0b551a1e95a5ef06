create table "select" ("from" int, "a;b" int, "x""y;" text, "begin" int, "--" int, "/*" int, "$$" int, "it's" int);
insert into "sche;ma"."ta;ble"."co;l" values (1);
select "a""; ""b", """", """;""" from "t;";
comment on table "select" is 'a; comment';
select "over
two; lines" from t;
select "back\"; select "slash";
