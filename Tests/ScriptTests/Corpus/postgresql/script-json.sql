select '{"a": [1, 2, {"b;": null}]}'::jsonb #>> '{a,2,"b;"}', data @> '{"k": ";"}', data ?| array['x;', 'y'], data - 'z' from t;
update t set data = jsonb_set(data, '{a;b}', to_jsonb('c;'::text), true) where data @? '$.items[*] ? (@.price > 10 && @.name like_regex "^;")';
select jsonb_path_query(data, '$.a[*] ? (@ > $min)', '{"min;": 1}') from t;
