-- breaks: add-json-column
ALTER TABLE users ADD COLUMN preferences json;
