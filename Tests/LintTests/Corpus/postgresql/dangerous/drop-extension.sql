-- breaks: ban-drop-extension
DROP EXTENSION pgcrypto;
