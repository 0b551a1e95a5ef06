-- breaks: unbounded-dml
WITH changed AS (
    UPDATE accounts SET plan = 'free' RETURNING id
)
SELECT count(*) FROM changed;
