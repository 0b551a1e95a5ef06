select E'it\'s; x', e'lower\'; case', E'\\', E'\\\';', 'plain\', e'a''b\'c;d';
select E'\047;\x27;\u0027;', E'' , e'';
select E'newline \
; still inside \' the string';
select E'trailing backslash pair\\'; select 2;
