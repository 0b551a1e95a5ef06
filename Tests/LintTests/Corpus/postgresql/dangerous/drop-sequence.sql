-- breaks: ban-drop-sequence
DROP SEQUENCE numbers;
