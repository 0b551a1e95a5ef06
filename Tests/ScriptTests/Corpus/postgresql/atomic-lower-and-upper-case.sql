CREATE FUNCTION F() RETURNS INT BEGIN ATOMIC SELECT CASE WHEN TRUE THEN 1 END; END;
Create Function g() Returns Int Begin Atomic Select Case When True Then 1 End; End; Select 1;
