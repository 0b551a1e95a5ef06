select 1;
-- no line feed here