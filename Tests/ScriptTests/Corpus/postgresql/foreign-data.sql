create extension if not exists postgres_fdw with schema s; create foreign data wrapper w handler f options (a ';');
create server x foreign data wrapper w options (host 'h;', port '5432'); create user mapping for current_user server x options (password ';');
create foreign table ft (a int options (column_name ';')) server x; import foreign schema s limit to (t) from server x into u;
