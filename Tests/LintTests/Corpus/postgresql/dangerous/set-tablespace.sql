-- breaks: rewriting-table-options
ALTER TABLE users SET TABLESPACE fast;
