/* one; */ create /* two; */ table /* three; */ t -- four;
( -- five;
a /* six; ' " ` [ */ int -- seven; ' " ` [
) /* eight; */ ; -- nine;
select 1 -- ten
/* eleven; */ ; /* twelve */ /* thirteen; */
