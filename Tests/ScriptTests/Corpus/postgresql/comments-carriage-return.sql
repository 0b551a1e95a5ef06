select 1 -- a comment, 2; select 3; --xselect 4;
