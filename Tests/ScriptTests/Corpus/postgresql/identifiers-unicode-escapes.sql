create table U&"d\0061t;a" (u&"\\;" int); select * from u&"d\0061t;a";
