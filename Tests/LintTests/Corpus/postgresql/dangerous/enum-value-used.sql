-- breaks: enum-value-used-in-same-transaction
ALTER TYPE mood ADD VALUE 'happy';
INSERT INTO people (mood) VALUES ('happy');
