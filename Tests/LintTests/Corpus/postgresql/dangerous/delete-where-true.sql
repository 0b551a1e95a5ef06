-- breaks: unbounded-dml
DELETE FROM sessions WHERE true;
