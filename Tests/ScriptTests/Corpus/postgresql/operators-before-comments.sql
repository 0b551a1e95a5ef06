select 1 +-- plus;
2; select 1 +/* plus; */ 2; select 1 */* ; */ 2; select @/**/1;
