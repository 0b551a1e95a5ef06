-- breaks: ban-drop-function
DROP FUNCTION compute_total(int);
