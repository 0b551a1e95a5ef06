select 'Größe; ', "наименование;", [名前;] from таблица; select 1;
-- ünïcödé;
select '😀;'; select 2;
