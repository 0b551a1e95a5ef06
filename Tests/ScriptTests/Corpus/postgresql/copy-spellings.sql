copy "from stdin" ("from", "stdin") from stdin;
1
\.
COPY public.t(a,b)FROM STDIN;
2
\.
copy binary t from stdin;
3
\.
copy t from stdin delimiter ';' null '';
4;
\.
copy t from stdin with delimiter as ',' csv header quote as '"' force not null a;
5
\.
copy t from stdin (format csv, header true, delimiter ';', quote '''', escape E'\'');
6
\.
copy s.from from stdin;
7
\.
copy t from stdin where a > 1 and b = 'x;y';
8
\.
copy t from stdout;
9
\.
/* a comment; */ copy -- another;
  t /* and
  one more */ from
  stdin
;
10
\.
copy db.s.t from stdin with (on_error ignore, log_verbosity verbose);
11
\.
