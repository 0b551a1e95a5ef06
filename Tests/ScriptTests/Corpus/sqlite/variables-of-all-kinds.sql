select ?, ?1, :a, @b, $c, $d::e, #1; select :end, @begin; select 1;
