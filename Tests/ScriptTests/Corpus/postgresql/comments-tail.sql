select 1;
/* tail */ select 2; -- end
/* nothing follows */
