CREATE TABLE ${contact} (at TEXT);
