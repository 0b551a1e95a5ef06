select 'Größe; ', "наименование;", $тег$;$тег$ from таблица; select 1;
-- ünïcödé; comment
select '😀;', 2; select 3;
