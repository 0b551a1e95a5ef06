create function f() returns text begin atomic
  select 'end;' || "end" || $$end;$$ || E'\'end;' from t -- end;
  /* end; */;
end; select 1;
