create table t (a int);
\copy t from 'data.csv' csv
