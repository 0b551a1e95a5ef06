select$$; select$a$; select 1;
