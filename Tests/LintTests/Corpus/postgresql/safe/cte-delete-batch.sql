WITH gone AS (
    DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE ended < now() - interval '1 year' LIMIT 500)
    RETURNING *
)
INSERT INTO sessions_archive SELECT * FROM gone;
