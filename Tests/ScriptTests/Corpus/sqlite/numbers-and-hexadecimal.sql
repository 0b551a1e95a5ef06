select 1e5, .5, 5., 0x1F, 1_000; select -1, +1, 1-1, 1--1
; select 2;
