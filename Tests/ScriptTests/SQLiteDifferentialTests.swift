import CSQLite
import SwiftwayScript
import Testing

/// The library itself decides where statements of SQLite end.
@Suite struct SQLiteDifferentialTests {
    /// `sqlite3_complete` for every beginning of the text: a statement ends at the first `;` with which it is complete.
    @Test(arguments: CorpusScript.all(of: .sqlite))
    func corpusAgreesWithComplete(_ script: CorpusScript) throws {
        let bytes = try script.bytes
        try expectAgreement(bytes)
    }

    private static let pieces: [String] = [
        "'", "''", "\"", "`", "[", "]", ";", ";", ";", "\n", " ", " ", "-", "--", "/", "*", "/*", "*/", "a", "1", "é",
        ".", "x'",
        "create ", "CREATE\t", "trigger ", "Trigger/**/", "temp ", "temporary ", "explain ", "query ", "end", "end;",
        "; end;", "begin ",
        "select ", "_end", "end1", "\r", "\u{0C}", "@", "#", "=",
    ]

    @Test func randomTextsAgreeWithComplete() throws {
        var compared = 0
        var generator = RandomTexts(4)
        for _ in 0..<6000 * RandomTexts.rounds {
            let count = Int.random(in: 4...23, using: &generator)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
            compared += try expectAgreement(Array(text.utf8))
        }
        #expect(compared > 1000)
    }

    /// Whether this was a text that we split at all.
    @discardableResult
    private func expectAgreement(_ bytes: [UInt8]) throws -> Int {
        var scanner = ScriptScanner(bytes, options: ScriptOptions(dialect: .sqlite))
        var ours: [Int] = []
        var complete = true
        do {
            while let statement = try scanner.nextStatement() { ours.append(statement.byteRange.upperBound) }
        } catch {
            complete = false
        }
        let theirs = endsByComplete(bytes)
        // Their ends are those of the `;`; between ours and it stand blanks alone.
        let ends = theirs.map { end in bytes[..<end].lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0 }
        if complete {
            #expect(
                Array(ours.prefix(ends.count)) == ends && ours.count <= ends.count + 1,
                "\(String(decoding: bytes, as: UTF8.self))")
        } else {
            #expect(ours == Array(ends.prefix(ours.count)), "\(String(decoding: bytes, as: UTF8.self))")
        }
        return complete ? 1 : 0
    }

    /// The offset of every `;` that ends a statement which is more than comments.
    private func endsByComplete(_ bytes: [UInt8]) -> [Int] {
        var ends: [Int] = []
        var start = 0
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: ";") {
            guard isComplete(bytes[start...offset]) else { continue }
            // Complete behind a `;` without its own: nothing but blanks and comments.
            if !isComplete([byte] + bytes[start..<offset]) { ends.append(offset) }
            start = offset + 1
        }
        return ends
    }

    private func isComplete(_ bytes: some Sequence<UInt8>) -> Bool {
        var text = bytes.map { CChar(bitPattern: $0) }
        text.append(0)
        return sqlite3_complete(text) == 1
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// A script that the library runs: behind each statement `sqlite3_prepare_v2` stops where we do.
    @Test func tailsOfPrepareAgree() throws {
        let script = """
            /* a /* comment */ create table t (id integer primary key, name text, [a;b] text, `c;d` text, "e;f" text); ;
            -- ; more
            create table log (what text);
            create trigger a after insert on t begin
              insert into log values ('a; ' || new.id);
              update t set name = case when new.name = 'x;' then 'semi' else (case 1 when 1 then 'y' end) end where id = new.id;
            end;
            CREATE TEMP TRIGGER b AFTER DELETE ON t WHEN old.id > 0 BEGIN SELECT CASE WHEN old.id = 1 THEN RAISE(ABORT, 'no; way') END; END ;
            create temporary trigger if not exists c before update of name on main.t for each row when case when new.id then 1 else 0 end
              begin /* end; */ select 'end;', "name" as "end;" from t; -- end;
              delete from log; end /* here */ -- and here
              ;
            begin transaction; insert into t (name) values ('x;'), ('it''s'), (x'5b3b'), ('end'); commit;
            select name as end from t; select 1 as begin, 2 AS "case"; explain query plan select 1;
            create view v as select name as start, [a;b] as [end] from t; pragma foreign_keys = off; savepoint s; release s;
            create virtual table f using fts5 (body, tokenize = 'porter ascii'); insert into f values ('hello; world');
            with recursive n (i) as (values (1) union all select i + 1 from n where i < 3) select i, i - -1, i / 2 * 3 from n; select [i] from (select 1 as i)
            """
        let bytes = Array(script.utf8)
        let statements = try splitScript(bytes, options: ScriptOptions(dialect: .sqlite))
        var database: OpaquePointer?
        #expect(sqlite3_open(":memory:", &database) == SQLITE_OK)
        defer { sqlite3_close(database) }
        var compared = 0
        for statement in statements {
            let tail = tail(behind: statement.byteRange.lowerBound, of: bytes, in: database)
            // The library stops behind the `;`.
            let between = bytes[statement.byteRange.upperBound..<max(tail, statement.byteRange.upperBound)]
            #expect(between.allSatisfy { isBlank($0) || $0 == UInt8(ascii: ";") }, "\(statement.sql)")
            #expect(tail == bytes.count || between.last == UInt8(ascii: ";"), "\(statement.sql)")
            compared += 1
        }
        #expect(compared == 19)
    }

    /// Where the library stops behind the statement that begins at `start`, which is run, so that the next one finds its
    /// tables.
    private func tail(behind start: Int, of bytes: [UInt8], in database: OpaquePointer?) -> Int {
        let text = bytes[start...].map { CChar(bitPattern: $0) }
        return text.withUnsafeBufferPointer { buffer in
            var statement: OpaquePointer?
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(database, buffer.baseAddress, Int32(buffer.count), &statement, &tail)
            #expect(code == SQLITE_OK, "\(String(cString: sqlite3_errmsg(database)))")
            while sqlite3_step(statement) == SQLITE_ROW {}
            sqlite3_finalize(statement)
            guard let base = buffer.baseAddress, let tail else { return bytes.count }
            return start + (tail - base)
        }
    }

    // MARK: Pragmas and transactions

    private static let booleans = [
        "0", "1", "2", "-1", "+1", "256", "1.5", "on", "ON", "off", "yes", "no", "true", "false", "full", "extra",
        "other",
        "'on'", "\"yes\"", "[true]", "'1'",
    ]

    @Test(arguments: booleans)
    func foreignKeysAreEnforcedAsTheLibrarySays(_ value: String) throws {
        let statement = try first("pragma foreign_keys = \(value)", .sqlite)
        var database: OpaquePointer?
        #expect(sqlite3_open(":memory:", &database) == SQLITE_OK)
        defer { sqlite3_close(database) }
        #expect(sqlite3_exec(database, statement.sql, nil, nil, nil) == SQLITE_OK)
        let enforced = integer("pragma foreign_keys", in: database) == 1
        #expect(statement.action == .foreignKeysPragma(schema: nil, enforced: enforced))
    }

    private static let refusedInTransactions = [
        "begin", "begin immediate", "vacuum", "vacuum main", "pragma synchronous = off", "pragma main.synchronous(1)",
        "pragma wal_checkpoint", "pragma temp_store = memory",
    ]

    @Test(arguments: refusedInTransactions)
    func whatTheLibraryRefusesInTransactions(_ sql: String) throws {
        #expect(try !first(sql, .sqlite).isTransactional)
        #expect(runInTransaction(sql) != SQLITE_OK)
    }

    private static let acceptedInTransactions = [
        "create table u (a)", "drop table t", "alter table t rename to u", "savepoint a", "commit", "rollback", "end",
        "analyze",
        "reindex", "attach ':memory:' as other", "pragma user_version = 5", "pragma synchronous", "pragma journal_mode",
        "pragma temp_store", "pragma defer_foreign_keys = on", "pragma legacy_alter_table = on",
        "pragma foreign_key_check",
        "pragma recursive_triggers = on", "pragma cache_size = 100", "pragma optimize", "pragma integrity_check",
    ]

    @Test(arguments: acceptedInTransactions)
    func whatTheLibraryAcceptsInTransactions(_ sql: String) throws {
        #expect(try first(sql, .sqlite).isTransactional)
        #expect(runInTransaction(sql) == SQLITE_OK)
    }

    /// The library takes any token between the parentheses of a module's arguments; `sqlite3_complete` does not know that.
    @Test func argumentsOfModulesMayHoldSemicolons() throws {
        let sql = "create virtual table f using fts5 (a;b); select 1"
        #expect(try texts(sql, .sqlite) == ["create virtual table f using fts5 (a;b)", "select 1"])
        var database: OpaquePointer?
        #expect(sqlite3_open(":memory:", &database) == SQLITE_OK)
        defer { sqlite3_close(database) }
        #expect(tail(behind: 0, of: Array(sql.utf8), in: database) == 40)
    }

    private func runInTransaction(_ sql: String) -> Int32 {
        var database: OpaquePointer?
        #expect(sqlite3_open(":memory:", &database) == SQLITE_OK)
        defer { sqlite3_close(database) }
        let beginning = "create table t (a); create temp table s (a); begin immediate; insert into t values (1)"
        #expect(sqlite3_exec(database, beginning, nil, nil, nil) == SQLITE_OK)
        return sqlite3_exec(database, sql, nil, nil, nil)
    }

    private func integer(_ sql: String, in database: OpaquePointer?) -> Int32 {
        var statement: OpaquePointer?
        sqlite3_prepare_v2(database, sql, -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        return sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1
    }
}
