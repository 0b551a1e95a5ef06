-- breaks: ban-drop-generated-expression
ALTER TABLE users ALTER COLUMN total DROP EXPRESSION;
