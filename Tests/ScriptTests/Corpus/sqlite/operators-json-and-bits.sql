select a -> '$.b;', a ->> '$.c', 1 << 2 | 3 & ~4, 5 % 2, 'x' || ';', a <> b, a == b, a != b, not a is not b, a is not distinct from b; select 1;
