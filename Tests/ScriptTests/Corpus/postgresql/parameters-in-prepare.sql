prepare p (int, text) as insert into t values ($1, $2);
prepare q as select $1::int + $2::int, '$1; $2';
execute p (1, 'a;b'); deallocate p; deallocate all;
