create role r with login password ';' valid until 'infinity'; create user u; create group g;
grant select (a, b), update on t to r with grant option; revoke all on all tables in schema s from public cascade;
alter default privileges in schema s grant execute on functions to r; reassign owned by u to r; drop owned by u; drop role u;
