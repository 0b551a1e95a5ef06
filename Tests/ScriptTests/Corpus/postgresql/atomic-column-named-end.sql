create function f() returns int begin atomic
  select t.end from t; select 1 as end; select t.begin, t.case from t;
end; select 1;
