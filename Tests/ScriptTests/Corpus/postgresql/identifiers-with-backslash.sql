select "a\"; select "b\""c"; select 1;
