-- breaks: unbounded-dml
DELETE FROM sessions;
