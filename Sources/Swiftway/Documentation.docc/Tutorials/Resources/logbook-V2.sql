ALTER TABLE contact ADD COLUMN band TEXT;

INSERT INTO contact (call_sign, frequency) VALUES ('DL1ABC', 7030), ('K1ABC', 14060);
