CREATE TABLE contact (
    call_sign TEXT NOT NULL,
    frequency INTEGER NOT NULL,
    made_at   TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX contact_call_sign ON contact (call_sign);
