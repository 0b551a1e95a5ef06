select 1, 1.5e-3, .5, 0x1F, 1_000, :a, @b, $c, ?, ?1, $d::e; select 2;
select 1;select 2;select.5;
