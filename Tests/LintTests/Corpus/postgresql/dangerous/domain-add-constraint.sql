-- breaks: ban-alter-domain-with-add-constraint
ALTER DOMAIN email ADD CONSTRAINT at CHECK (value LIKE '%@%');
