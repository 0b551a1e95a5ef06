-- breaks: ban-drop-domain
DROP DOMAIN email;
