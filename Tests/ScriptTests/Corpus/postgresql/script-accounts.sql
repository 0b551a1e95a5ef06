-- V1: accounts and their history
CREATE TABLE accounts (
    id         bigserial PRIMARY KEY,
    email      text NOT NULL UNIQUE CHECK (email ~ '^[^@;]+@[^@;]+$'),
    balance    numeric(12, 2) NOT NULL DEFAULT 0.00, -- in euros; never null
    created_at timestamptz NOT NULL DEFAULT now()
);

/* The history; one row
   for each change; */
CREATE TABLE account_history (LIKE accounts INCLUDING DEFAULTS, changed_at timestamptz, operation char(1));

CREATE FUNCTION remember_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$function$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO account_history SELECT OLD.*, now(), 'D';
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO account_history SELECT NEW.*, now(), 'U'; -- the new row; not the old
        RETURN NEW;
    END IF;
    RETURN NULL;
EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'it''s there; %', SQLERRM USING HINT = 'try "again;"';
END;
$function$;

CREATE TRIGGER accounts_remember AFTER UPDATE OR DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION remember_account();
INSERT INTO accounts (email, balance) VALUES ('a@example.org', 1.50), ('b@example.org', -2);
