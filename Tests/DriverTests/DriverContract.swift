import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// What every driver promises, asked of each of them: the rules of ``DatabaseConnection``.
@Suite("Driver contract") struct DriverContract {
    // MARK: Statements

    @Test(arguments: DatabaseKind.allCases) func returnsOneResultForEachStatement(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        let results = try connection.execute(
            """
            -- a comment alone
            CREATE TABLE one (id INT, word VARCHAR(20));
            INSERT INTO one VALUES (1, 'wörd'), (2, NULL);
            SELECT id, word FROM one ORDER BY id;
            ;
            """)
        #expect(results.count == 3)
        #expect(results[1].affectedRows == 2)
        #expect(results[1].columns.isEmpty)
        #expect(results[2] == StatementResult(columns: ["id", "word"], rows: [["1", "wörd"], ["2", nil]]))
    }

    @Test(arguments: DatabaseKind.allCases) func returnsNothingForNothing(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        #expect(try connection.execute("").isEmpty)
        #expect(try connection.execute("  -- nothing\n /* at all */ ").isEmpty)
    }

    @Test(arguments: DatabaseKind.allCases) func countsRowsThatAreReturnedAndChanged(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        _ = try connection.execute("CREATE TABLE t (id INT); INSERT INTO t VALUES (1), (2), (3)")
        let result = try #require(try connection.execute("DELETE FROM t WHERE id > 1 RETURNING id").last)
        #expect(result.rows.count == 2)
        #expect(result.affectedRows == 2)
        #expect(try connection.execute("UPDATE t SET id = 5 WHERE id = 77").last?.affectedRows == 0)
        #expect(try connection.execute("SELECT * FROM t").last?.affectedRows == nil)
    }

    @Test(arguments: DatabaseKind.allCases) func bindsValuesUnchanged(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        _ = try connection.execute("CREATE TABLE t (a VARCHAR(99), b INT, c BOOLEAN, d VARCHAR(9))")
        let text = #"it's "quoted" \ 1; DROP TABLE t; -- ünï€😀"#
        _ = try connection.query(
            "INSERT INTO t (d, a, b, c) VALUES ($4, $1, $2, $3)",
            [.text(text), .integer(-5), .boolean(true), .null])
        let rows = try connection.query(
            "SELECT a, b, c, d FROM t WHERE a = $1 AND c = $2", [.text(text), .boolean(true)])
        #expect(rows == [[text, "-5", kind == .sqlite ? "1" : "t", nil]])
        _ = try connection.query("INSERT INTO t (a) VALUES ($1)", [.text("")])
        #expect(try connection.query("SELECT count(*) FROM t WHERE a = ''", []) == [["1"]])
    }

    @Test(arguments: DatabaseKind.allCases) func refusesNUL(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        let error = #expect(throws: DatabaseError.self) {
            try connection.execute("CREATE TABLE ä (id INT);\0 CREATE TABLE second (id INT)")
        }
        #expect(error?.position == 25)
        #expect(error?.category == .statement)
        #expect(try connection.isSchemaEmpty(schema(connection)), "nothing of the text was run")
    }

    // MARK: Errors

    /// The position of `x` in the text that the driver was given.
    struct ErrorPosition: CustomTestStringConvertible {
        var sql: String
        var position: Int
        var testDescription: String { sql.debugDescription }
    }

    static let errorPositions: [ErrorPosition] = [
        ErrorPosition(sql: "x", position: 1),
        ErrorPosition(sql: "SELECT 1 AS a x", position: 15),
        ErrorPosition(sql: "SELECT 'äö' AS a x", position: 18),
        ErrorPosition(sql: "SELECT '€😀' AS a x", position: 18),
        ErrorPosition(sql: "SELECT 'e\u{301}' AS a x", position: 18),
        ErrorPosition(sql: "SELECT 'a\r\nb' AS a\r\n\tx", position: 22),
        ErrorPosition(sql: "SELECT 'é' AS é; SELECT 'é' AS a x", position: 34),
    ]

    @Test(arguments: errorPositions, DatabaseKind.allCases)
    func countsPositionsInCharactersFromOne(text: ErrorPosition, kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        let error = #expect(throws: DatabaseError.self) { try connection.execute(text.sql) }
        #expect(error?.position == text.position)
        #expect(error?.category == .statement)
    }

    @Test(arguments: DatabaseKind.allCases) func isUsableAfterAnError(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        #expect(throws: DatabaseError.self) { try connection.execute("SELECT 1; SELECT * FROM nowhere; SELECT 2") }
        #expect(throws: DatabaseError.self) {
            try connection.query("SELECT * FROM nowhere WHERE a = $1", [.integer(1)])
        }
        #expect(!connection.isInTransaction)
        #expect(try connection.execute("SELECT 2").last?.rows == [["2"]])
    }

    @Test(arguments: DatabaseKind.allCases) func namesAViolatedKey(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        _ = try connection.execute("CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1)")
        let error = #expect(throws: DatabaseError.self) { try connection.execute("INSERT INTO t VALUES (1)") }
        switch kind {
        case .postgreSQL:
            #expect(error?.sqlState == "23505")
            #expect(error?.severity == "ERROR")
            #expect(error?.detail == "Key (id)=(1) already exists.")
            #expect(error?.codeName == nil)
        case .sqlite:
            #expect(error?.sqlState == nil)
            #expect(error?.code == 19)
            #expect(error?.codeName == "SQLITE_CONSTRAINT_PRIMARYKEY")
            #expect(error?.detail == "constraint failed")
            #expect(error?.message == "UNIQUE constraint failed: t.id")
        }
    }

    // MARK: Transactions

    @Test(arguments: DatabaseKind.allCases) func rollsBackDefinitionsToo(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        try connection.begin()
        #expect(connection.isInTransaction)
        _ = try connection.execute("CREATE TABLE t (id INT)")
        #expect(throws: DatabaseError.self) { try connection.execute("SELECT * FROM nowhere") }
        #expect(connection.isInTransaction)
        try connection.rollback()
        #expect(!connection.isInTransaction)
        #expect(try !connection.tableExists(QualifiedName(schema: schema(connection), name: "t")))
    }

    @Test(arguments: DatabaseKind.allCases) func commits(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        try connection.begin()
        _ = try connection.execute("CREATE TABLE t (id INT)")
        try connection.commit()
        #expect(!connection.isInTransaction)
        let other = try database.connect()
        #expect(try other.tableExists(QualifiedName(schema: schema(other), name: "t")))
    }

    @Test(arguments: DatabaseKind.allCases) func knowsOfTransactionsThatAScriptOpensAndEnds(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        _ = try connection.execute("BEGIN")
        #expect(connection.isInTransaction)
        _ = try connection.execute("CREATE TABLE t (id INT); COMMIT")
        #expect(!connection.isInTransaction)
        try connection.commit()
        try connection.rollback()
        #expect(try connection.tableExists(QualifiedName(schema: schema(connection), name: "t")))
    }

    // MARK: Schemas and tables

    @Test(arguments: DatabaseKind.allCases) func knowsItsSchemas(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        #expect(connection.currentSchema == (kind == .sqlite ? "main" : "public"))
        #expect(try connection.schemaExists(schema(connection)))
        #expect(try !connection.schemaExists(#"no " such"#))
        let odd = #"Odd " schema"#
        let isCreated = try connection.createSchema(odd)
        #expect(isCreated == (kind == .postgreSQL))
        #expect(try connection.schemaExists(odd) == isCreated)
    }

    @Test(arguments: DatabaseKind.allCases) func tellsTablesFromViews(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        let schema = schema(connection)
        _ = try connection.execute(#"CREATE TABLE "od""d 'table" (id INT); CREATE VIEW v AS SELECT 1 AS one"#)
        #expect(try connection.tableExists(QualifiedName(schema: schema, name: #"od"d 'table"#)))
        #expect(try !connection.tableExists(QualifiedName(schema: schema, name: "v")))
        #expect(try !connection.tableExists(QualifiedName(schema: schema, name: "missing")))
        #expect(try !connection.tableExists(QualifiedName(schema: "missing", name: "t")))
    }

    @Test(arguments: DatabaseKind.allCases) func knowsWhetherASchemaIsEmpty(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        let schema = schema(connection)
        #expect(try connection.isSchemaEmpty(schema))
        #expect(try connection.isSchemaEmpty("missing"))
        _ = try connection.execute("CREATE TABLE t (id INT)")
        #expect(try !connection.isSchemaEmpty(schema))
    }

    @Test(arguments: DatabaseKind.allCases, ["flyway_schema_history", #"odd " history"#])
    func createsTheHistoryTable(kind: DatabaseKind, name: String) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        let table = QualifiedName(schema: schema(connection), name: name)
        let statements = connection.historyTableStatements(table, tablespace: nil)
        try connection.begin()
        for statement in statements.table { _ = try connection.execute(statement) }
        _ = try connection.query(
            """
            INSERT INTO \(table) ("installed_rank", "version", "description", "type", "script", "checksum",
                "installed_by", "execution_time", "success") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .integer(1), .null, .text("first"), .text("SQL"), .text("V1__first.sql"), .integer(-2_147_483_648),
                .text(connection.user), .integer(0), .boolean(true),
            ])
        for statement in statements.indexes { _ = try connection.execute(statement) }
        try connection.commit()
        #expect(try connection.tableExists(table))
        let row = try #require(
            try connection.query(
                "SELECT \"checksum\", \"version\", \"installed_by\", \"installed_on\" FROM \(table)", []
            ).first)
        #expect(row[0] == "-2147483648")
        #expect(row[1] == nil)
        #expect(row[2] == (kind == .sqlite ? "" : "postgres"))
        #expect(row[3]?.isEmpty == false)
    }

    @Test(arguments: DatabaseKind.allCases) func cleansInTheCallersTransaction(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        let schema = schema(connection)
        let table = QualifiedName(schema: schema, name: "parent")
        _ = try connection.execute(
            """
            CREATE TABLE parent (id INT PRIMARY KEY);
            CREATE TABLE child (id INT REFERENCES parent (id));
            INSERT INTO parent VALUES (1);
            INSERT INTO child VALUES (1);
            CREATE VIEW v AS SELECT * FROM child;
            CREATE VIEW w AS SELECT * FROM v;
            """)
        try connection.begin()
        try connection.cleanSchema(schema)
        try connection.rollback()
        #expect(try connection.tableExists(table), "rolled back")
        try connection.begin()
        try connection.cleanSchema(schema)
        try connection.commit()
        #expect(try connection.isSchemaEmpty(schema))
        try connection.cleanSchema(schema)
        #expect(throws: DatabaseError.self) { try connection.execute("SELECT * FROM w") }
    }

    // MARK: Locks and interruption

    @Test(arguments: DatabaseKind.allCases) func takesAndGivesTheLock(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        #expect(try connection.tryLock(77_433_833_903_597))
        #expect(try connection.unlock(77_433_833_903_597))
        #expect(try connection.lockHolder(77_433_833_903_597) == nil)
    }

    @Test(arguments: DatabaseKind.allCases) func isInterruptedFromAnotherThread(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        let canceller = connection.canceller
        // The fastest of a few, since other tests use the processors too.
        var fastest = Duration.seconds(60)
        for _ in 0..<5 where fastest > .milliseconds(100) {
            let cancelled = LateCall(after: .milliseconds(50)) { canceller.cancel() }
            let error = #expect(throws: DatabaseError.self) { try connection.execute(endless(kind)) }
            fastest = min(fastest, cancelled.elapsed)
            #expect(error?.category == .cancelled)
            #expect(try connection.execute("SELECT 2").last?.rows == [["2"]])
        }
        #expect(fastest <= .milliseconds(100))
    }

    @Test(arguments: DatabaseKind.allCases) func isNotInterruptedAheadOfTime(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        for _ in 0..<20 {
            connection.canceller.cancel()
            #expect(try connection.execute("SELECT 2").last?.rows == [["2"]])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func isNotInterruptedAfterItsEnd(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let canceller = try database.connect().canceller
        canceller.cancel()
        #expect(try database.connect().execute("SELECT 2").last?.rows == [["2"]])
    }

    @Test(arguments: DatabaseKind.allCases) func resetsWithoutLosingTheTransaction(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        try connection.begin()
        _ = try connection.execute("CREATE TABLE t (id INT)")
        try connection.resetSession(defaultSchema: schema(connection))
        #expect(connection.isInTransaction)
        try connection.commit()
        #expect(try connection.tableExists(QualifiedName(schema: schema(connection), name: "t")))
    }

    @Test(arguments: DatabaseKind.allCases) func introducesItself(kind: DatabaseKind) throws {
        let database = try TestDatabase(kind)
        let connection = try database.connect()
        #expect(connection.kind == kind)
        #expect(connection.productVersion.split(separator: ".").count == 2)
        #expect(connection.serverVersion > 30_000)
        #expect(!connection.isReadOnly)
        #expect(!connection.isBehindPooler)
        #expect((connection.databaseName == nil) == (kind == .sqlite))
        #expect(connection.user == (kind == .sqlite ? "" : "postgres"))
    }

    // MARK: Support

    private func schema(_ connection: any DatabaseConnection) -> String { connection.currentSchema ?? "" }

    /// A statement that runs until it is stopped.
    private func endless(_ kind: DatabaseKind) -> String {
        switch kind {
        case .postgreSQL: "SELECT pg_sleep(60)"
        case .sqlite:
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i < 0"
        }
    }
}
