select 'it''s;', '''', ';', 'a
;'; select 'back\'; select 1;
