copy t from stdin;
é	漢字	🙂
\.
select 'ü';
