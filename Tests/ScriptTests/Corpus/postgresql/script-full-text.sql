create index documents_search on documents using gin (to_tsvector('english'::regconfig, coalesce(title, '') || ' ' || coalesce(body, ';')));
select title from documents where to_tsvector(title) @@ to_tsquery('a & !b | (c <-> d;e:*)') and title !~* '^[;]' and title not ilike '%\_;%' escape '\';
create text search dictionary simple_dict (template = pg_catalog.simple, stopwords = english);
