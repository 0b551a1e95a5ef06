select * from (select 1
\crosstabview
);
