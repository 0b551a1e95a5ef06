COPY countries (code) FROM STDIN;
DROP TABLE users;
\.
