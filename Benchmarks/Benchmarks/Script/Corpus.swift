/// Scripts to cut, made up and of any length.
enum Corpus {
    /// What migrations mostly hold: tables, indexes, comments, functions in dollar quotes, rows with quoted text.
    static func definitions(bytes count: Int) -> [UInt8] {
        repeating(upTo: count) { number in
            """
            -- Contacts of operator \(number): one row for each station worked.
            CREATE TABLE contact_\(number) (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                callsign varchar(16) NOT NULL CHECK (callsign <> ''),
                band varchar(8) NOT NULL DEFAULT '20m', -- as the band plan names it
                frequency numeric(10, 3), /* kHz */
                note text DEFAULT 'it''s late; good night',
                logged_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE INDEX contact_\(number)_band ON contact_\(number) (band, logged_at DESC);
            COMMENT ON TABLE contact_\(number) IS 'Contacts; "QSO" in the language of amateurs.';
            CREATE FUNCTION touch_\(number)() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
                NEW.logged_at := now(); -- a semicolon that ends nothing
                RETURN NEW;
            END;
            $body$;
            INSERT INTO contact_\(number) (callsign, band, frequency, note) VALUES
                ('DL1ABC', '40m', 7030.5, 'weak; much QRM'),
                ('K2XYZ', '20m', 14025, E'a tab\\there');

            """
        }
    }

    /// The same for SQLite, with a trigger instead of a function.
    static func definitionsWithTriggers(bytes count: Int) -> [UInt8] {
        repeating(upTo: count) { number in
            """
            CREATE TABLE [contact \(number)] (
                id INTEGER PRIMARY KEY,
                callsign TEXT NOT NULL,
                note TEXT DEFAULT 'it''s late; good night'
            );
            CREATE TRIGGER stamp_\(number) AFTER INSERT ON [contact \(number)] BEGIN
                UPDATE [contact \(number)] SET note = CASE WHEN note IS NULL THEN 'new' ELSE note END
                    WHERE id = NEW.id;
                INSERT INTO log (entry) VALUES ('contact; new');
            END;
            INSERT INTO [contact \(number)] (callsign) VALUES ('DL1ABC'), ('K2XYZ');

            """
        }
    }

    /// A dump's rows behind one `COPY`.
    static func copyData(bytes count: Int) -> [UInt8] {
        let head = Array("COPY contact (id, callsign, band, frequency, note, logged_at) FROM stdin;\n".utf8)
        let rows = repeating(upTo: count - head.count - 3) { number in
            "\(number)\tDL1ABC\t20m\t14025.\(number % 1000)\tweak; 'much' QRM\\tand QSB\t2020-01-01 10:11:12+00\n"
        }
        return head + rows + Array("\\.\n".utf8)
    }

    /// One `INSERT` of very many rows.
    static func hugeStatement(bytes count: Int) -> [UInt8] {
        let head = Array("INSERT INTO contact (id, callsign, note) VALUES\n".utf8)
        let rows = repeating(upTo: count - head.count - 24) { number in
            "    (\(number), 'DL\(number)ABC', 'weak; it''s QRM'),\n"
        }
        return head + rows + Array("    (0, 'K2XYZ', NULL);\n".utf8)
    }

    private static func repeating(upTo count: Int, _ text: (Int) -> String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 2048)
        var number = 1
        while bytes.count < count {
            bytes += text(number).utf8
            number += 1
        }
        return bytes
    }
}
