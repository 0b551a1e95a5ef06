comment on function f(text) is $$it's "quoted"; isn't it?$$; comment on table t is E'line one;\nline \'two\''; comment on column t.a is null;
select '$$', "$$", $$'$$, $$"$$, E'$$\'', '/*', "/*", $$/*$$, '--', "--", $$--$$; -- ' " $$ /*
select 1 /* ' */, 2 /* " */, 3 /* $$ */; select '\', '\''; ';
select ''';''';
