select '(', ")", $$($$ /* ( */ -- (
; select 1;
