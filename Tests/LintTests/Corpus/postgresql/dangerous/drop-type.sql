-- breaks: ban-drop-type
DROP TYPE mood;
