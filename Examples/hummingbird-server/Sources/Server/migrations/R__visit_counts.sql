DROP VIEW IF EXISTS visit_counts;
CREATE VIEW visit_counts AS SELECT path, count(*) AS visits FROM visits GROUP BY path;
