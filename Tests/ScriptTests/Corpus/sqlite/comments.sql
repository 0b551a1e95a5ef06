/* comments do not nest; /* here */ create table after_comment (id int);
-- line; comment
select 1; -- behind;
select /* ; */ 2 --;
;
/**/select 3;/***/ select 4; /* / * ; ** */ select 5;
/*/ ; */ select 6;
select 7 - -8; select 9 / 10 * 11; select 12 -
-13;
