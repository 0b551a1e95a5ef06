import Foundation
import SwiftwayDatabase
import SwiftwaySQLite
import TestSupport
import Testing

/// What only SQLite does, beyond ``DriverContract``.
@Suite("SQLite connection") struct SQLiteConnectionTests {
    private let file: SQLiteFile

    init() throws { file = try SQLiteFile() }

    // MARK: Opening

    @Test func createsAMissingFile() throws {
        _ = try file.connect()
        #expect(FileManager.default.fileExists(atPath: file.path))
    }

    @Test func livesInMemory() throws {
        for url in ["jdbc:sqlite:", "jdbc:sqlite::memory:", "sqlite::memory:", "jdbc:sqlite:file::memory:"] {
            let connection = try SQLiteConnection(ConnectionRequest(url: url))
            _ = try connection.execute("CREATE TABLE t (id INT)")
            #expect(try connection.tableExists(QualifiedName(schema: "main", name: "t")))
        }
        #expect(!FileManager.default.fileExists(atPath: ":memory:"))
    }

    @Test func opensWhatAURINames() throws {
        let path = file.folder.path(of: "a b.db")
        let encoded = path.replacingOccurrences(of: " ", with: "%20")
        let connection = try SQLiteConnection(ConnectionRequest(url: "jdbc:sqlite:file:\(encoded)?foreign_keys=on"))
        #expect(connection.enforcesForeignKeys)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func createsNothingForAMissingFolder() throws {
        let folder = file.folder.path(of: "no/such")
        for url in ["jdbc:sqlite:\(folder)/folder/x.db", "jdbc:sqlite:file:\(folder)/folder/x.db"] {
            let error = #expect(throws: DatabaseError.self) { try SQLiteConnection(ConnectionRequest(url: url)) }
            #expect(error?.category == .connectionFailed)
            #expect(error?.codeName == "SQLITE_CANTOPEN")
            #expect(error?.code == 14)
            let missing = file.folder.path(of: "no")
            #expect(
                error?.message
                    == "unable to open database file '\(folder)/folder/x.db': '\(missing)' does not exist")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.folder.path).isEmpty)
    }

    @Test func refusesAFolder() throws {
        let path = file.folder.path
        for url in ["jdbc:sqlite:\(path)", "jdbc:sqlite:\(path)/"] {
            let error = #expect(throws: DatabaseError.self) { try SQLiteConnection(ConnectionRequest(url: url)) }
            #expect(error?.category == .connectionFailed)
            #expect(error?.message.hasSuffix("it is a directory") == true)
        }
        let plain = try file.folder.write("", to: "plain")
        let error = #expect(throws: DatabaseError.self) {
            try SQLiteConnection(ConnectionRequest(url: "jdbc:sqlite:\(plain)/x.db"))
        }
        #expect(error?.message.hasSuffix("'\(plain)' is not a directory") == true)
    }

    @Test func refusesWhatIsNoDatabase() throws {
        let text = "This is a letter, and longer than the header of a database. " + String(repeating: "x", count: 1_000)
        try file.folder.write(text, to: "test.db")
        for parameters in ["", "journal_mode=WAL", "user_version=7"] {
            let error = #expect(throws: DatabaseError.self) { try file.connect(parameters) }
            #expect(error?.category == .connectionFailed)
            #expect(error?.codeName == "SQLITE_NOTADB")
            #expect(error?.message == "file is not a database: '\(file.path)'")
        }
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == text, "nothing was written")
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.folder.path) == ["test.db"])
    }

    static let lengths: [Int] = [20, 100, 1_000, 4_096, 10_000, 12_288]

    @Test(arguments: lengths) func refusesATruncatedFile(length: Int) throws {
        do {
            let connection = try file.connect()
            for index in 0..<8 { _ = try connection.execute("CREATE TABLE t\(index) (id INT PRIMARY KEY)") }
        }
        let whole = try Data(contentsOf: URL(fileURLWithPath: file.path))
        try #require(whole.count > 40_000)
        let part = whole.prefix(length)
        try file.folder.write(part, to: "test.db")
        let error = #expect(throws: DatabaseError.self) { try file.connect("journal_mode=WAL") }
        #expect(error?.category == .connectionFailed)
        #expect(["SQLITE_CORRUPT", "SQLITE_NOTADB"].contains(error?.codeName))
        #expect(error?.message.hasSuffix("'\(file.path)'") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)) == part, "nothing was written")
    }

    @Test func readsButDoesNotWriteWhereItMayNot() throws {
        _ = try file.connect().execute("CREATE TABLE t (id INT)")
        let content = try Data(contentsOf: URL(fileURLWithPath: file.path))
        let connection = try file.connect("mode=ro")
        #expect(connection.isReadOnly)
        #expect(try connection.tableExists(QualifiedName(schema: "main", name: "t")))
        try connection.begin()
        let error = #expect(throws: DatabaseError.self) { try connection.execute("CREATE TABLE u (id INT)") }
        #expect(error?.codeName == "SQLITE_READONLY")
        #expect(error?.message == "attempt to write a readonly database")
        try connection.rollback()
        #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)) == content)
    }

    @Test func createsNothingWhenOnlyReading() throws {
        let error = #expect(throws: DatabaseError.self) { try file.connect("mode=ro") }
        #expect(error?.category == .connectionFailed)
        #expect(error?.message.contains(file.path) == true)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func setsThePragmasOfTheAddress() throws {
        let connection = try file.connect(
            "foreign_keys=on&journal_mode=WAL&synchronous=NORMAL&busy_timeout=1234&nonsense=1")
        #expect(connection.enforcesForeignKeys)
        #expect(try connection.query("PRAGMA journal_mode", []) == [["wal"]])
        #expect(try connection.query("PRAGMA synchronous", []) == [["1"]])
        #expect(try connection.execute("PRAGMA busy_timeout").last?.rows == [["1234"]])
        #expect(try file.connect().execute("PRAGMA busy_timeout").last?.rows == [["3000"]])
        #expect(try !file.connect().enforcesForeignKeys)
    }

    @Test func takesNoStatementForAValue() throws {
        let connection = try file.connect("synchronous=1;CREATE%20TABLE t(id INT)")
        #expect(try connection.isSchemaEmpty("main"))
    }

    // MARK: Waiting

    @Test func waitsForTheOtherMigrator() throws {
        let one = try file.connect("busy_timeout=1")
        try one.begin()
        _ = try one.execute("CREATE TABLE t (id INT)")
        let path = file.url
        let waiting = Running {
            let other = try SQLiteConnection(ConnectionRequest(url: path))
            try other.begin()
            let exists = try other.tableExists(QualifiedName(schema: "main", name: "t"))
            try other.commit()
            return exists
        }
        Thread.sleep(forTimeInterval: 0.3)
        #expect(!waiting.isFinished)
        try one.commit()
        #expect(try waiting.result())
    }

    @Test func losesPatienceAtLast() throws {
        let one = try file.connect()
        try one.begin()
        let other = try file.connect("busy_timeout=50")
        other.patience = .milliseconds(200)
        let start = ContinuousClock.now
        let error = #expect(throws: DatabaseError.self) { try other.begin() }
        #expect(error?.category == .locked)
        #expect(error?.message == "database is locked")
        #expect(ContinuousClock.now - start >= .milliseconds(200))
        let second = #expect(throws: DatabaseError.self) { try other.execute("CREATE TABLE t (id INT)") }
        #expect(second?.category == .locked)
        #expect(try other.execute("PRAGMA busy_timeout").last?.rows == [["50"]], "the user's own is back")
    }

    @Test func isInterruptedWhileWaiting() throws {
        let one = try file.connect()
        try one.begin()
        let other = try file.connect()
        let canceller = other.canceller
        let cancelled = LateCall(after: .milliseconds(100)) { canceller.cancel() }
        let error = #expect(throws: DatabaseError.self) { try other.begin() }
        #expect(error?.category == .cancelled)
        // Waiting goes on for ten minutes where nobody interrupts it.
        #expect(cancelled.elapsed < .seconds(10))
        try one.rollback()
        try other.begin()
        try other.rollback()
    }

    @Test func readsWhileAnotherCommits() throws {
        let one = try file.connect()
        _ = try one.execute("CREATE TABLE t (id INT); INSERT INTO t VALUES (1)")
        _ = try one.execute("BEGIN EXCLUSIVE")
        let url = file.url
        let reading = Running {
            // Opening reads the file too, and waits as well.
            let other = try SQLiteConnection(ConnectionRequest(url: "\(url)?busy_timeout=1"))
            return try other.query("SELECT count(*) FROM t", [])
        }
        Thread.sleep(forTimeInterval: 0.2)
        #expect(!reading.isFinished)
        _ = try one.execute("COMMIT")
        #expect(try reading.result() == [["1"]])
    }

    @Test func keepsTheTimeoutOfAScript() throws {
        let connection = try file.connect()
        _ = try connection.execute("PRAGMA busy_timeout = 77")
        try connection.begin()
        try connection.commit()
        #expect(try connection.execute("PRAGMA busy_timeout").last?.rows == [["77"]])
    }

    // MARK: Statements

    @Test func namesErrorsAsTheJavaDriverDoes() throws {
        let connection = try file.connect()
        let error = #expect(throws: DatabaseError.self) { try connection.execute("SELECT * FROM nope") }
        #expect(error?.fullMessage == "[SQLITE_ERROR] SQL logic error (no such table: nope)")
        #expect(error?.code == 1)
        let syntax = #expect(throws: DatabaseError.self) { try connection.execute("selec 1") }
        #expect(syntax?.fullMessage == #"[SQLITE_ERROR] SQL logic error (near "selec": syntax error)"#)
        _ = try connection.execute("CREATE TABLE t (a INT CHECK (a > 0), b INT NOT NULL)")
        let check = #expect(throws: DatabaseError.self) { try connection.execute("INSERT INTO t VALUES (0, 0)") }
        #expect(check?.codeName == "SQLITE_CONSTRAINT_CHECK")
        let null = #expect(throws: DatabaseError.self) { try connection.execute("INSERT INTO t VALUES (1, NULL)") }
        #expect(null?.codeName == "SQLITE_CONSTRAINT_NOTNULL")
        #expect(null?.code == 19)
    }

    @Test func runsTriggersWhole() throws {
        let connection = try file.connect()
        let results = try connection.execute(
            """
            CREATE TABLE t (id INT);
            CREATE TRIGGER tr AFTER INSERT ON t BEGIN
                UPDATE t SET id = id + 1; -- a semicolon; and
                SELECT CASE WHEN 1 THEN 2 END;
            END;
            INSERT INTO t VALUES (1);
            SELECT id FROM t;
            """)
        #expect(results.count == 4)
        #expect(results.last?.rows == [["2"]])
    }

    @Test func refusesToCopy() throws {
        let connection = try file.connect()
        #expect(throws: DatabaseError.self) { try connection.copy("COPY t FROM STDIN", data: [65]) }
    }

    @Test func knowsWhenAnErrorEndsTheTransaction() throws {
        let connection = try file.connect()
        _ = try connection.execute("CREATE TABLE t (id INT PRIMARY KEY ON CONFLICT ROLLBACK); INSERT INTO t VALUES (1)")
        try connection.begin()
        #expect(throws: DatabaseError.self) { try connection.execute("INSERT INTO t VALUES (1)") }
        #expect(!connection.isInTransaction)
        try connection.rollback()
    }

    // MARK: History table

    @Test func writesTheHistoryTableAsFlywayDoes() throws {
        let connection = try file.connect()
        let table = QualifiedName(schema: "main", name: "flyway_schema_history")
        let statements = connection.historyTableStatements(table, tablespace: "ignored")
        for statement in statements.table + statements.indexes { _ = try connection.execute(statement) }
        let definitions = try connection.query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type", [])
        #expect(
            definitions == [
                [#"CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success")"#],
                [
                    """
                    CREATE TABLE "flyway_schema_history" (
                        "installed_rank" INT NOT NULL PRIMARY KEY,
                        "version" VARCHAR(50),
                        "description" VARCHAR(200) NOT NULL,
                        "type" VARCHAR(20) NOT NULL,
                        "script" VARCHAR(1000) NOT NULL,
                        "checksum" INT,
                        "installed_by" VARCHAR(100) NOT NULL,
                        "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
                        "execution_time" INT NOT NULL,
                        "success" BOOLEAN NOT NULL
                    )
                    """
                ],
            ])
    }

    @Test func comparesNamesAsSQLiteDoes() throws {
        let connection = try file.connect()
        _ = try connection.execute("CREATE TABLE Schema_Version (id INT)")
        #expect(try connection.tableExists(QualifiedName(schema: "MAIN", name: "schema_version")))
    }
}
