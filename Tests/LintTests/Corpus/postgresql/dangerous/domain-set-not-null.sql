-- breaks: ban-alter-domain-with-add-constraint
ALTER DOMAIN email SET NOT NULL;
