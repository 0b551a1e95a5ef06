do $größe$ begin perform 1; end $größe$; select $漢$;$漢$;
