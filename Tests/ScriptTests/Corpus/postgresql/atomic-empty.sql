create procedure p() begin atomic end; create procedure q() begin atomic ; end; select 1;
