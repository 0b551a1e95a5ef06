select 'a'';
