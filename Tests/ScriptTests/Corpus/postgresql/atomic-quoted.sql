create function quoted() returns text language sql begin atomic
  select 'end;', "end;", $$end;$$, E'\'end;'; -- end;
  /* end; */ select 1;
end;
select 6;
