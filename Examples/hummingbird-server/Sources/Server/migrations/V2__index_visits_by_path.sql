CREATE INDEX visits_by_path ON visits (path);
