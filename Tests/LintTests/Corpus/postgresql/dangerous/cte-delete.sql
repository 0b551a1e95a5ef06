-- breaks: unbounded-dml
WITH gone AS (DELETE FROM sessions RETURNING *)
INSERT INTO sessions_archive SELECT * FROM gone;
