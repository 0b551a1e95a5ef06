select N'a\'; select n'it''s;'; select N'a'
'b;';
