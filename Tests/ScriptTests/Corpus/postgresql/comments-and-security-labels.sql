comment on table t is 'a; b'; comment on column t.a is null; comment on function f(int) is E'it\'s;'; comment on operator <-> (int, int) is $$;$$;
security label for x on table t is ';';
