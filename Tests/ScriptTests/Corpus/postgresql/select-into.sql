select a into temp u from t; select 1 into u; with x as (select 1) select * into v from x;
select 'into' as x from t; select (select 1) from t; insert into t select 1;
