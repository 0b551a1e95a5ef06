/* outer /* inner; */ still; */ create table t1 (id int /* ; */, -- ;
  name text);
/**/select 1;/***/select 2;/****/
/*/**/*/ select 3; /* // ** ; */ select 4 /* ; */;
/* /* /* deep; */ ; */ ; */ select 5;
/* -- */ select 6; /* ' " $$ ( */ select 7;
select /* a; */ 8 /* b
; */ , 9;
/*
 * banner;
 */
select 10;
