-- breaks: drop-cascade
DROP OWNED BY app;
