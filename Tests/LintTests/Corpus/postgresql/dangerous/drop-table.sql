-- breaks: ban-drop-table
DROP TABLE users;
