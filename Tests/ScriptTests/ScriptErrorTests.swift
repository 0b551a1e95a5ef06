import SwiftwayScript
import Testing

@Suite struct ScriptErrorTests {
    struct Case: Sendable {
        let dialect: ScriptDialect
        let script: String
        let construct: ScriptError.Construct
        /// Where it was opened.
        let opened: ScriptLocation
        /// Where the statement starts.
        let start: ScriptLocation

        init(
            _ script: String, _ construct: ScriptError.Construct, opened: (Int, Int), start: (Int, Int) = (1, 1)
        ) {
            self.init(.postgreSQL, script, construct, opened: opened, start: start)
        }

        init(
            _ dialect: ScriptDialect, _ script: String, _ construct: ScriptError.Construct, opened: (Int, Int),
            start: (Int, Int) = (1, 1)
        ) {
            self.dialect = dialect
            self.script = script
            self.construct = construct
            self.opened = ScriptLocation(line: opened.0, column: opened.1)
            self.start = ScriptLocation(line: start.0, column: start.1)
        }
    }

    private static let cases: [Case] = [
        Case("select 'a", .string, opened: (1, 8)),
        Case("select 1;\n  select 'it''s", .string, opened: (2, 10), start: (2, 3)),
        Case("select 'closed', 'open; select 1;", .string, opened: (1, 18)),
        Case("select E'a\\'", .string, opened: (1, 8)),
        Case("select e'a''b\\", .string, opened: (1, 8)),
        Case("select E'a'\n'b\\'", .string, opened: (1, 8)),
        Case("select \"a\"\"b", .quotedIdentifier, opened: (1, 8)),
        Case("select 'a'\"b", .quotedIdentifier, opened: (1, 11)),
        Case("select 1; -- x\n/* a /* b */", .comment, opened: (2, 1), start: (1, 11)),
        Case("select 'a'/* b", .comment, opened: (1, 11)),
        Case("/*", .comment, opened: (1, 1)),
        Case("/*/", .comment, opened: (1, 1)),
        Case("do $x$ begin\nend $y$", .dollarQuote("$x$"), opened: (1, 4)),
        Case("select 1, $$", .dollarQuote("$$"), opened: (1, 11)),
        Case("select $größe$ x $gr$", .dollarQuote("$größe$"), opened: (1, 8)),
        Case("select (1, (2)", .parenthesis, opened: (1, 8)),
        Case("select (1, (2); select 3;", .parenthesis, opened: (1, 8)),
        Case("select ((1)\n, (')'), (2;", .parenthesis, opened: (2, 10)),
        Case("create rule r as on insert to t do (select 1; select 2;", .parenthesis, opened: (1, 36)),
        Case(
            "create function f() returns int\nbegin atomic select 1; select 2;", .atomicBlock, opened: (2, 1)),
        Case(
            "create function f() begin atomic create function g() begin atomic select 1; end;", .atomicBlock,
            opened: (1, 21)),
        Case("-- c\ncopy t from stdin;\n1\n", .copyData, opened: (2, 1)),
        Case("copy t from stdin;\n1\n\\.x\n", .copyData, opened: (1, 1)),
        Case("copy t from stdin;\n", .copyData, opened: (1, 1)),
        Case("copy t from stdin;", .copyData, opened: (1, 1)),
        Case("copy t from stdin", .copyData, opened: (1, 1)),
        Case(.sqlite, "select `a", .quotedIdentifier, opened: (1, 8)),
        Case(.sqlite, "select [a; select 1", .quotedIdentifier, opened: (1, 8)),
        Case(.sqlite, "select 1; /* /* */ /*", .comment, opened: (1, 20), start: (1, 11)),
        Case(.sqlite, "create table t (a (b);", .parenthesis, opened: (1, 16)),
        Case(
            .sqlite, "\ncreate trigger a after insert on t begin select (1; end;", .parenthesis, opened: (2, 49),
            start: (2, 1)),
        Case(
            .sqlite, "-- x\n create trigger a after insert on t begin select 1; select 2;", .trigger, opened: (2, 2)),
        Case(.sqlite, "create trigger a after insert on t begin end;", .trigger, opened: (1, 1)),
    ]

    @Test(arguments: cases)
    func sayWhatWasOpenedWhere(_ example: Case) throws {
        let error = try #require(failure(example.script, example.dialect))
        #expect(error.problem == .unterminated(example.construct))
        #expect(error.location == example.opened)
        #expect(error.statementStart == example.start)
        #expect(error.message.hasPrefix("Incomplete statement at \(example.start): "))
        #expect(error.message.contains("\(example.opened)"))
    }

    /// SQLite would take what follows for a part of the comment, and run nothing of it.
    @Test(arguments: [
        ("-- head\rcreate table t (v text);\r", 1, 9), ("select 1; -- x\rinsert into t values (1);\n", 1, 16),
        ("-- a\r-- b\r\r  select 1;", 1, 14), ("select 1 -- x\r, 2;\n", 1, 15), ("-- a\r- 1\n", 1, 7),
    ]) func aCommentThatEndsWithCROnSQLite(script: String, line: Int, column: Int) throws {
        let error = try #require(failure(script, .sqlite))
        #expect(error.problem == .carriageReturn)
        #expect(error.location == ScriptLocation(line: line, column: column))
        // In pieces of any size it is the same.
        var scanner = ScriptScanner(options: ScriptOptions(dialect: .sqlite))
        #expect(throws: ScriptError.self) {
            for byte in script.utf8 {
                scanner.feed([byte])
                while try scanner.nextEvent() != nil {}
            }
            scanner.finish()
            while try scanner.nextEvent() != nil {}
        }
    }

    @Test(arguments: [
        "-- a\r\nselect 1;\r\n", "-- a\r-- b\r\nselect 1;", "select 1;\rselect 2;\r", "/* a\rb */ select 1;\r",
        "select 'a -- b\rc';\r", "-- only\r", "-- a\r\r\r\n-- b\r \t\nselect 1;",
    ]) func carriageReturnsThatHideNothingOnSQLite(script: String) {
        #expect(failure(script, .sqlite) == nil)
    }

    @Test func messagesBeginWithFlywaysWords() throws {
        let error = try #require(failure("create function f() returns int\nlanguage sql as $f$ select 1;\n"))
        #expect(
            error.message == """
                Incomplete statement at line 1 col 1: create function f() returns int
                language sql as $f$ select 1;
                The dollar quote $f$ that starts at line 2 col 17 is never closed.
                """)
    }

    @Test func messagesStayShort() throws {
        let error = try #require(failure("select 'ü" + String(repeating: "x", count: 100_000)))
        #expect(error.message.unicodeScalars.count < 2200)
        #expect(error.message.contains("xx …\nThe string that starts at line 1 col 8 is never closed."))
    }

    private static let metaCommands: [(script: String, name: String, line: Int, column: Int)] = [
        ("\\i other.sql", "i", 1, 1), ("select 1;\n\\set x 1\n", "set", 2, 1), ("select 1; \\echo", "echo", 1, 11),
        ("-- c\n  \\connect db\n", "connect", 2, 3), ("\\.\n", ".", 1, 1), ("\\", "", 1, 1),
        ("\\restricted\n", "restricted", 1, 1), ("\\d+ t\r\n", "d+", 1, 1), ("\\!ls", "!ls", 1, 1),
        // In the middle of a statement, where psql takes them too.
        ("select 1 \\gset", "gset", 1, 10), ("select 1\n  \\g\n", "g", 2, 3), ("select 1\\; select 2;", ";", 1, 9),
        ("select (1 \\gexec)", "gexec)", 1, 11), ("select 1 \\restrict a\n;", "restrict", 1, 10),
        ("select 1 \\gset\\echo", "gset", 1, 10), ("select 'a' \\:", ":", 1, 12),
        ("create function f() begin atomic select 1; \\d", "d", 1, 44),
    ]

    @Test(arguments: metaCommands)
    func metaCommandsAreRefused(_ example: (script: String, name: String, line: Int, column: Int)) throws {
        let error = try #require(failure(example.script))
        #expect(error.problem == .metaCommand(example.name))
        #expect(error.location == ScriptLocation(line: example.line, column: example.column))
        #expect(
            error.message.hasPrefix(
                "psql meta-command \\\(example.name) at line \(example.line) col \(example.column) "))
    }

    /// No statement begins with a dot; elsewhere it is what SQL makes of it.
    @Test func dotCommandsOfSQLiteAreRefused() throws {
        for (script, name, line) in [
            (".mode csv\n", "mode", 1), ("select 1;\n.read a.sql", "read", 2), ("-- c\n  .headers on\n", "headers", 2),
            ("\u{FEFF}.quit", "quit", 1),
        ] {
            for size in [1, 1000] {
                var scanner = ScriptScanner(options: ScriptOptions(dialect: .sqlite))
                let bytes = Array(script.utf8)
                for start in stride(from: 0, to: bytes.count, by: size) {
                    scanner.feed(Array(bytes[start..<min(start + size, bytes.count)]))
                }
                scanner.finish()
                let error = try #require(
                    #expect(throws: ScriptError.self) { while try scanner.nextStatement() != nil {} })
                #expect(error.problem == .metaCommand(name))
                #expect(error.message.hasPrefix("sqlite3 dot-command .\(name) at line \(line) col "))
            }
        }
        let fine = "select a.b, .5 from t\n.x;select\n.y;"
        let statements = try splitScript(Array(fine.utf8), options: ScriptOptions(dialect: .sqlite))
        #expect(statements.map(\.sql) == ["select a.b, .5 from t\n.x", "select\n.y"])
    }

    @Test func anErrorStays() throws {
        var scanner = ScriptScanner(Array("select 1; select 'x".utf8), options: ScriptOptions(dialect: .postgreSQL))
        #expect(try scanner.nextStatement()?.sql == "select 1")
        let error = #expect(throws: ScriptError.self) { try scanner.nextStatement() }
        #expect(#expect(throws: ScriptError.self) { try scanner.nextStatement() } == error)
    }
}
