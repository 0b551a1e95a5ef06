import Foundation
import Swiftway
import Synchronization
import TestSupport
import Testing

/// Migrations of SQLite that share a transaction: what is there afterwards is the same as with one for each.
@Suite("Savepoints", .fewAtOnce) struct SavepointTests {
    private static let series = Dictionary(
        uniqueKeysWithValues: (1...20).map { number in
            ("V\(number)__t.sql", "CREATE TABLE t\(number) (x INT);\nINSERT INTO t\(number) VALUES (\(number));")
        })

    private func project(_ changes: [String: String] = [:]) throws -> Project {
        try Project(.sqlite, Self.series.merging(changes) { $1 })
    }

    private func versions(_ project: Project) throws -> [Int] {
        try project.database.column("SELECT version FROM flyway_schema_history ORDER BY installed_rank")
            .compactMap { Int($0) }
    }

    @Test(arguments: SafetySettings.Durability.allCases)
    func aFailureKeepsThoseBeforeIt(durability: SafetySettings.Durability) async throws {
        let project = try project(["V7__t.sql": "CREATE TABLE t7 (x INT);\nINSERT INTO nowhere VALUES (1);"])
        let error = try #require(await project.migrateFails { $0.safety.durability = durability })
        #expect(error.failure?.line == 2)
        #expect(error.report?.migrations.count == 6)
        #expect(try versions(project) == Array(1...6))
        #expect(try project.database.tables() == (1...6).map { "t\($0)" }.sorted())
    }

    /// Such a statement takes the whole transaction back, and with it what other migrations have done.
    @Test func whatTakesEverythingBackIsRunAlone() async throws {
        let project = try project([
            "V7__t.sql":
                "CREATE TABLE t7 (x INT UNIQUE);\nINSERT INTO t7 VALUES (1);\nINSERT OR ROLLBACK INTO t7 VALUES (1);"
        ])
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.codeName == "SQLITE_CONSTRAINT_UNIQUE")
        #expect(error.failure?.line == 3)
        #expect(try versions(project) == Array(1...6))
        #expect(try project.database.tables() == (1...6).map { "t\($0)" }.sorted())
        #expect(project.log.lines.contains { $0.hasPrefix("SQLite rolled back the whole transaction") })
    }

    /// Rows are written together, unless somebody looks: whoever does finds those of the migrations before.
    @Test(arguments: ["flyway_schema_history", #""FLYWAY_Schema_History""#, "main . [flyway_schema_history]"])
    func aScriptFindsTheRowsBeforeIt(name: String) async throws {
        let project = try project([
            "V7__t.sql": "CREATE TABLE t7 AS SELECT count(*) AS n FROM \(name);",
            "V9__t.sql": "CREATE TABLE t9 AS SELECT count(*) AS n FROM \(name);",
            "V12__t.sql": "INSERT INTO t7 SELECT count(*) FROM \(name); INSERT INTO nowhere VALUES (1);",
        ])
        _ = try #require(await project.migrateFails())
        #expect(try versions(project) == Array(1...11))
        #expect(try project.database.column("SELECT n FROM t7") == ["6"])
        #expect(try project.database.column("SELECT n FROM t9") == ["8"])
    }

    @Test func aTriggerSeesEachRowInItsTurn() async throws {
        let look = "INSERT INTO seen SELECT max(rank) FROM log;"
        let project = try project([
            "V3__t.sql": """
            CREATE TABLE log (rank INT);
            CREATE TABLE seen (rank INT);
            CREATE TRIGGER watch AFTER INSERT ON flyway_schema_history
            BEGIN INSERT INTO log VALUES (new.installed_rank); END;
            """,
            "V7__t.sql": look, "V8__t.sql": look,
        ])
        try await project.migrate()
        #expect(try project.database.column("SELECT rank FROM seen") == ["6", "7"])
        // Nothing in these scripts speaks of the history: the trigger is found in the schema.
        for number in 21...23 { try project.write(look, to: "V\(number)__look.sql") }
        try await project.migrate()
        #expect(try project.database.column("SELECT rank FROM seen") == ["6", "7", "20", "21", "22"])
        #expect(try project.database.column("SELECT rank FROM log") == (3...23).map { "\($0)" })
    }

    /// References whose check is put off are checked at the end of their own migration, not at the end of a later one
    /// that may have put them right.
    @Test func referencesAreCheckedForEachMigration() async throws {
        var project = try project([
            "V2__t.sql": """
            CREATE TABLE p (id INTEGER PRIMARY KEY);
            CREATE TABLE c (p INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED);
            """,
            "V3__t.sql": "INSERT INTO c VALUES (1);",
            "V4__t.sql": "INSERT INTO p VALUES (1);",
        ])
        project.settings.connection.url = project.database.url + "?foreign_keys=on"
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains("V3__t.sql"))
        #expect(try #require(error.databaseError).codeName == "SQLITE_CONSTRAINT_FOREIGNKEY")
        #expect(try versions(project) == [1, 2])
        #expect(try project.database.column("SELECT count(*) FROM c") == ["0"])
    }

    /// Pragmas and attached databases belong to the connection: such a migration has its own transaction.
    @Test func whatBelongsToTheConnectionStandsAlone() async throws {
        let project = try project([
            "V5__t.sql": "PRAGMA user_version = 5;", "V6__t.sql": "PRAGMA journal_mode = WAL;",
            "V8__t.sql": "ATTACH ':memory:' AS other; CREATE TABLE other.x (y INT); INSERT INTO other.x VALUES (1);",
            // The name is free again.
            "V9__t.sql": "ATTACH ':memory:' AS other; CREATE TABLE other.x (y INT);",
        ])
        try await project.migrate()
        #expect(try versions(project) == Array(1...20))
        #expect(try project.database.column("PRAGMA user_version") == ["5"])
        #expect(try project.database.column("PRAGMA journal_mode") == ["wal"])
    }

    /// Those before it are there, in whatever way it is run.
    @Test func anUnreadableFileStopsThoseBehindItOnly() async throws {
        let project = try project(["V9__t.sql": "CREATE TABLE t9 (x INT); SELECT 'never closed;"])
        #expect(try #require(await project.migrateFails()).message.contains("V9__t.sql"))
        #expect(try versions(project) == Array(1...8))
    }

    /// After half a second what is done is committed: another connection sees it while the run goes on.
    @Test(.timeLimit(.minutes(10))) func workIsCommittedNowAndThen() async throws {
        let slow = """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)
            SELECT count(*) FROM n;
            """
        let project = try project(
            Dictionary(uniqueKeysWithValues: (21...30).map { ("V\($0)__slow.sql", slow) }))
        async let report = project.migrate { $0.execution.outputQueryResults = false }
        // On a thread of its own: the pool of tasks is busy with other tests, and a look may come late there.
        let looks = Mutex<Set<Int>>([])
        let isOver = Mutex(false)
        Thread.detachNewThread {
            while !isOver.withLock({ $0 }) {
                Thread.sleep(forTimeInterval: 0.02)
                if let count = try? versions(project).last { _ = looks.withLock { $0.insert(count) } }
            }
        }
        defer { isOver.withLock { $0 = true } }
        #expect(try await report.migrations.count == 30)
        let seen = looks.withLock { $0 }
        #expect(seen.count > 2)
    }

    @Test func aCopyIsWrittenBefore() async throws {
        let project = try project()
        try await project.migrate { $0.plan.target = .version(MigrationVersion(3), mustExist: true) }
        let path = project.folder.path(of: "before.db")
        try await project.migrate { $0.safety.backup = path }
        #expect(try await project.migrator { $0.connection.url = "sqlite:\(path)" }.info().schemaVersion == "3")
        // Nothing is pending: nothing is written, and nothing is in the way.
        try await project.migrate { $0.safety.backup = path }
        // A copy is not written over.
        try project.write("CREATE TABLE more (x INT);", to: "V21__more.sql")
        let error = try #require(await project.migrateFails { $0.safety.backup = path })
        #expect(error.message.hasPrefix("Unable to back up the database to \(path)"))
        #expect(try versions(project) == Array(1...20))
        let folder = project.folder.path(of: "copies")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await project.migrate { $0.safety.backup = folder }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1)
        #expect(names[0].hasPrefix("backup-20") && names[0].hasSuffix(".db"))
    }

    @Test func postgreSQLHasNoSuchCopy() async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        let error = try #require(await project.migrateFails { $0.safety.backup = "copy.db" })
        #expect(error.message.contains("pg_dump"))
        #expect(try project.database.tables() == [])
    }
}
