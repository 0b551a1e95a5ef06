select E'a\''
  'b\';'
  'c'; select 'd\'
  'e\';
