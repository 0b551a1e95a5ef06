select 1, 1.5, .5, 1., 1e5, 1e-5, 1E+5, 0x1F, 0b101, 0o17, 1_000, 123456789012345678901234567890;
select 1;select 2;select.5;select 3.;
select 1..2; select a[1:2], b[:], c[1][2];
