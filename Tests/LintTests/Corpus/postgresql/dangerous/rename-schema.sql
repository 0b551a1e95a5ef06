-- breaks: rename-schema
ALTER SCHEMA shop RENAME TO store;
