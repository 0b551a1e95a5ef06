select 1$$;$$;
select 1e5$a$;$a$;
select 1.e5$a$;$a$;
select .5e5$a$;$a$;
select x1e5$a$, 1 as a$;
select $1e5$a$;
select t.e5$a$ from t;
