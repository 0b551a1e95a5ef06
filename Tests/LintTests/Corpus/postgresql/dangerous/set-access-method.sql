-- breaks: rewriting-table-options
ALTER TABLE users SET ACCESS METHOD heap;
