create statistics s (dependencies, ndistinct) on a, (b || ';') from t;
create text search configuration c (copy = english); alter text search configuration c add mapping for word with simple;
create collation x (provider = icu, locale = 'und'); create aggregate agg (int) (sfunc = f, stype = int, initcond = ';');
