-- People who hold an amateur radio licence. The call sign is unique in the world and printed in capitals, so it is
-- the key.
CREATE TABLE radio_operator (
    call_sign     VARCHAR(12) NOT NULL PRIMARY KEY,
    full_name     VARCHAR(100) NOT NULL,
    licensed_on   DATE NOT NULL,
    CONSTRAINT radio_operator_call_sign_in_capitals CHECK (call_sign = upper(call_sign))
);
