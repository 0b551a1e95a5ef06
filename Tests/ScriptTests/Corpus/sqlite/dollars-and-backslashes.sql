select $a$, '\', "\"; select 'it\''s;'; select $$;
