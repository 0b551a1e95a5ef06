CREATE TABLE fresh (id bigint);
ALTER TABLE fresh RENAME TO final;
CREATE INDEX final_id ON final (id);
