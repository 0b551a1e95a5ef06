-- breaks: ban-create-domain-with-constraint
CREATE DOMAIN email AS text CHECK (value LIKE '%@%');
