COPY public.countries (code, name) FROM stdin;
de	Germany
fr	France; with a semicolon
x	\\\\ backslashes \\.
\.
COPY public.countries (code, name) FROM stdin WITH (FORMAT csv, DELIMITER ',', QUOTE '"', HEADER);
code,name
at,"Austria
with a line end; and a quote "" inside"
\.
