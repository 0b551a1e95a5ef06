prepare p as select $1; execute p(1);
prepare q (int, text) as insert into s (v) values ($2 || $1); execute q(1, 'p'); deallocate q;
prepare r as select $1, $2, $10; select 3;
create function add(int, int) returns int language sql as 'select $1 + $2;'; select 4;
create function add_standard(int, int) returns int language sql return $1 + $2; select 5;
prepare s as select $1+$2, $1||$2, ($1), array[$1,$2]; select 6;
prepare u as select t.* from t where a=$1 and b=$2;
select 7;
