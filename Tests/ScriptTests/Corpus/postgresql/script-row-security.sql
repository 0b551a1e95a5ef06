alter table documents enable row level security, force row level security;
create policy own on documents as restrictive for all to app, public using (owner = current_setting('app.user;')::int) with check (true);
create role app login password 'se;cret' valid until 'infinity'; alter role app set search_path = 'a;b', public;
grant select (id, title), update (title) on documents to app with grant option;
