;;; select 1;; ; -- one;
;/* two; */; select 2;
;
