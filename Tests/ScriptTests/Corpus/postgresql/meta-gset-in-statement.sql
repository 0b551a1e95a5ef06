select 1;
select count(*) as n from t \gset
select :n;
