select xmlelement(name a, xmlattributes(';' as b), 'c'), xmlparse(content '<a>;</a>'); select '{"a": ";"}'::jsonb -> 'a' ->> 0, '{}' @? '$.a[*] ? (@ > 1)';
