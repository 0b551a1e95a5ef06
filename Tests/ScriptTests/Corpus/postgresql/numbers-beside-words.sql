select 1a, 1.5b, 1e, 1e+, 0x1F, 1_000 from t; select 1.;
select 1..2; select 1from t;
