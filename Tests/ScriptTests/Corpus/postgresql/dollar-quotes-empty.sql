select $$$$; select $a$$a$; select $$$$ || $$;$$;
