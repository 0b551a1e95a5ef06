select 'first'
       'second; part';
select E'first\''
   'second\' ; part', 'plain\';
select E'a\';' -- a comment; between
  -- and another; one
  'b\';c';
select E'x' 'y\'; select 'same line is another string: y ends at the backslash';
select E'ends;'
;
select E'not continued' /* a block comment
*/ , 'a\'; select 1;
