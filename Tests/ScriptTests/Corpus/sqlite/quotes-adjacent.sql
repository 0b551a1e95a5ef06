select 'a''b'";c"`;d`[;e];
select 1;
