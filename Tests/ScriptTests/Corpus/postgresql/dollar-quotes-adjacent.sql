select 1$$a;b$$;
select 'x'$$a;b$$, $$a;$$'b;'$$c;$$;
select ($$;$$)||$$;$$;
select $1$$;$$;
