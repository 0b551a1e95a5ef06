select 'a;b', 'it''s; fine', '', '''', 'ends with backslash\', ';';
select "double;" from t; select 'over
several; lines';
insert into t values (x'5b3b', X'00FF', 'x''3b''');
select e'a', b'c;', n'd'; select 'last'
