-- breaks: syntax-error
ALTER TABEL users ADD COLUMN a int;
