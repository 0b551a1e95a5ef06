copy t to '/tmp/a;b'; copy t from program 'cat /tmp/a;b'; copy (select ';') to program 'cat;' with csv;
copy t from '/tmp/stdin'; select 1;
