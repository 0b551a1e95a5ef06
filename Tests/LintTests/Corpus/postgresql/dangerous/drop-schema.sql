-- breaks: ban-drop-schema
DROP SCHEMA reporting;
