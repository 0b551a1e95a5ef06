;;
/* dropped */ ;
-- dropped too
;
select 1;;
; select 2 ;
/* dropped */;;/* dropped */
