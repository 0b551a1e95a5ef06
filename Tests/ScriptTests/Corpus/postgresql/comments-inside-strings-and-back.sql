select '-- no', 'comment'; -- '; select
select '/* no', 'comment */'; /* '; */ select 1;
