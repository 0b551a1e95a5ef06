-- breaks: ban-drop-database
DROP DATABASE shop;
