create /* a; */ trigger -- b;
t after insert on u begin /* c; */ select 1; -- d;
end /* e */;
select 1;
