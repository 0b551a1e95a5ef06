select 'a;b', 'it''s; fine', '', '''', ''';''', 'ends with backslash\', ';';
select 'a'';'';b';
insert into t values ('--no comment;'), ('/* nor this; */'), ('$$not a quote$$;'), ('"neither;"');
select 'over
several; lines
' as text;
