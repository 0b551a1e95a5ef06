select "a--b", "c/*d" from "e*/f"; select 1;
