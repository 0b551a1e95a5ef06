select a$b$;
select a$b$ from t; select "a"$b$;$b$;
select é$x$;
