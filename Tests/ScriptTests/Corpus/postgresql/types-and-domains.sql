create type mood as enum ('sad;', 'ok'); alter type mood add value if not exists 'happy;' after 'ok';
alter type mood rename value 'ok' to 'fine;'; create type pair as (a int, b text);
create type span as range (subtype = float8, multirange_type_name = spans); create domain d as text check (value <> ';');
