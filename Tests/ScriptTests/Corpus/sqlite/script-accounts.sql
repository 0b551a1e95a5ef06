-- accounts; and their history
CREATE TABLE accounts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    email      TEXT NOT NULL UNIQUE CHECK (email LIKE '%@%;%' OR email GLOB '*@*'),
    balance    NUMERIC NOT NULL DEFAULT 0, -- in euros; never null
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d;%H:%M', 'now'))
);
CREATE TABLE account_history AS SELECT *, ';' AS operation FROM accounts WHERE 0;
CREATE TRIGGER accounts_changed AFTER UPDATE OF balance, email ON accounts
FOR EACH ROW WHEN OLD.balance <> NEW.balance
BEGIN
    INSERT INTO account_history SELECT *, CASE WHEN NEW.balance > OLD.balance THEN 'more;' ELSE 'less;' END FROM accounts WHERE id = NEW.id;
    SELECT CASE WHEN NEW.balance < 0 THEN RAISE(ABORT, 'no; money') END;
END;
CREATE TRIGGER accounts_deleted BEFORE DELETE ON accounts BEGIN DELETE FROM account_history WHERE id = OLD.id; END;
INSERT INTO accounts (email, balance) VALUES ('a@example.org', 1.5), ('b@example.org;', -2);
