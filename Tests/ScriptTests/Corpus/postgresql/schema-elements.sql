create schema authorization joe create table films (title text, release date, awards text[]) create view winners as select title, release from films where awards is not null grant select on films to public;
create schema if not exists "s;chema";
create extension if not exists "uuid-ossp" with schema extensions version '1.1' cascade; alter extension x update to '1.2;'; drop extension x, y cascade;
