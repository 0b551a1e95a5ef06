create table `a;b` (`c``d;` int, `e--f` text); select `a;b`.`c``d;` from `a;b`;
