select a->'x', b->>'$.y', c || d, e << 1, f == 2, g <> 3, h != 4, ~i, j & k | l, m % n; select 1;
select '{"a;":1}' -> '$."a;"'; select 1;
