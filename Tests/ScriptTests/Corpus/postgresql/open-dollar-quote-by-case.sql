do $a$ begin end $A$; select 1;
