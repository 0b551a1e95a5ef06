import Foundation
import Swiftway
import TestSupport
import Testing

/// Migrations that are sent without waiting for answers: everything is as if they were sent one by one.
@Suite("Pipelines", .fewAtOnce) struct PipelineTests {
    private static let series = Dictionary(
        uniqueKeysWithValues: (1...30).map { number in
            ("V\(number)__t.sql", "CREATE TABLE t\(number) (x INT);\nINSERT INTO t\(number) VALUES (\(number));")
        })

    private func project(_ changes: [String: String] = [:]) throws -> Project {
        try Project(.postgreSQL, Self.series.merging(changes) { $1 })
    }

    private func versions(_ project: Project) throws -> [Int] {
        try project.database.column("SELECT version FROM flyway_schema_history ORDER BY installed_rank")
            .compactMap { Int($0) }
    }

    @Test func eachErrorBelongsToItsStatement() async throws {
        let project = try project([
            "V7__t.sql": "CREATE TABLE t7 (x INT);\n\n  SELECT * FROM t7,\n    nowhere;\nSELECT 1;"
        ])
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.sqlState == "42P01")
        #expect(error.failure?.script == "V7__t.sql")
        #expect(error.failure?.line == 3)
        #expect(error.failure?.errorLine == 4)
        #expect(error.failure?.errorColumn == 5)
        #expect(error.report?.migrations.count == 6)
        #expect(try versions(project) == Array(1...6))
        #expect(try project.database.tables() == (1...6).map { "t\($0)" }.sorted())
        // Those behind it were under way, and nobody has heard of them.
        #expect(!project.log.lines.contains { $0.contains("to version \"8") })

        try project.write("CREATE TABLE t7 (x INT);", to: "V7__t.sql")
        #expect(try await project.migrate().migrations.count == 24)
        #expect(try versions(project) == Array(1...30))
    }

    /// After a COMMIT that fails the session is in no transaction: what was sent behind it must not run all the same.
    @Test func nothingRunsBehindACommitThatFails() async throws {
        let project = try project([
            "V5__t.sql": """
            CREATE TABLE p (id INT PRIMARY KEY);
            CREATE TABLE c (p INT REFERENCES p DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO c VALUES (1);
            """
        ])
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.sqlState == "23503")
        #expect(error.message.contains("V5__t.sql"))
        #expect(try versions(project) == Array(1...4))
        #expect(try project.database.tables() == ["t1", "t2", "t3", "t4"])
    }

    @Test func whatTheServerSaysStandsWhereItBelongs() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": "DO $$ BEGIN RAISE NOTICE 'from one'; END $$;\nSELECT 'one' AS answer;",
                "V2__b.sql": "DO $$ BEGIN RAISE NOTICE 'from two'; END $$;\nSELECT 'two' AS answer;",
            ])
        try await project.migrate()
        let interesting = project.log.lines.filter {
            $0.hasPrefix("Migrating") || $0.contains("DB: from") || $0.contains("answer")
        }
        #expect(interesting.count == 6)
        #expect(interesting[0].contains("to version \"1"))
        #expect(interesting[1].contains("from one"))
        #expect(interesting[2].contains("one"))
        #expect(interesting[3].contains("to version \"2"))
        #expect(interesting[4].contains("from two"))
        #expect(interesting[5].contains("two"))
    }

    /// A script that the server reads otherwise after its own first statement.
    @Test func theSessionIsEveryScriptsOwn() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql":
                    "CREATE SCHEMA other; SET search_path TO other; CREATE ROLE r\(UInt32.random(in: 0...(.max)));",
                "V2__b.sql": "CREATE TABLE here AS SELECT current_schema() AS schema, current_user AS owner;",
                "V3__c.sql": "SET client_encoding = 'LATIN1'; CREATE TABLE ä (x TEXT); INSERT INTO ä VALUES ('ö');",
                "V4__d.sql": "INSERT INTO ä VALUES ('ü'); SET TRANSACTION ISOLATION LEVEL READ COMMITTED;",
                "V5__e.sql": "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; INSERT INTO here VALUES "
                    + "(current_setting('transaction_isolation'), '');",
            ])
        try await project.migrate()
        #expect(try project.database.rows("SELECT * FROM here") == [["public", "postgres"], ["serializable", ""]])
        #expect(try project.database.column("SELECT x FROM ä") == ["ö", "ü"])
    }

    /// A function that changes the session where nobody sees it: it has its say, and the next migration its own session.
    @Test func whatAFunctionChangesIsNoticed() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": """
                CREATE SCHEMA other;
                CREATE FUNCTION wander() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN PERFORM set_config('search_path', 'other', false); RETURN NEW; END $$;
                CREATE TABLE t (x INT);
                CREATE TRIGGER wander BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION wander();
                """,
                "V2__b.sql": "INSERT INTO t VALUES (2);",
                "V3__c.sql": "CREATE TABLE here (x INT);",
                "V4__d.sql": "CREATE TABLE here_too (x INT);",
            ])
        #expect(try await project.migrate().migrations.count == 4)
        #expect(try project.database.column("SELECT x FROM public.t") == ["2"])
        #expect(
            try project.database.column("SELECT schemaname FROM pg_tables WHERE tablename LIKE 'here%'")
                == ["public", "public"])
        #expect(project.log.lines.count { $0.contains("to version \"2") } == 1)
    }

    /// More statements, and longer ones, than may be under way at once; answers that fill the server's buffers.
    @Test(.timeLimit(.minutes(10))) func longScriptsFlow() async throws {
        let filler = String(repeating: "x", count: 2000)
        let long = (1...1500).map { "INSERT INTO big VALUES (\($0), '\(filler)') RETURNING word;" }.joined(
            separator: "\n")
        let project = try Project(
            .postgreSQL, ["V1__big.sql": "CREATE TABLE big (n INT, word TEXT);\n\(long)", "V2__b.sql": long])
        let report = try await project.migrate { $0.execution.outputQueryResults = false }
        #expect(report.migrations.count == 2)
        #expect(try project.database.column("SELECT count(*) FROM big") == ["3000"])
    }

    /// Too long to be held in memory, read while it is sent, and wrong near its end.
    @Test(.timeLimit(.minutes(10))) func scriptsThatAreNotHeldFlowToo() async throws {
        let filler = String(repeating: "x", count: 50_000)
        let statements = (1...100).map { "INSERT INTO big VALUES (\($0), '\(filler)');" }
        let script = "CREATE TABLE big (n INT, word TEXT);\n" + statements.joined(separator: "\n")
        let project = try Project(.postgreSQL, ["V1__big.sql": script + "\nINSERT INTO nowhere VALUES (1);"])
        let error = try #require(await project.migrateFails())
        #expect(error.failure?.line == 102)
        #expect(try project.database.tables() == [])
        try project.write(script, to: "V1__big.sql")
        try await project.migrate()
        #expect(try project.database.column("SELECT count(*) FROM big") == ["100"])
    }

    @Test func anUnreadableFileStopsThoseBehindItOnly() async throws {
        let project = try project(["V9__t.sql": "CREATE TABLE t9 (x INT); SELECT 'never closed;"])
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains("V9__t.sql"))
        #expect(try versions(project) == Array(1...8))
    }

    @Test func copyStandsBetweenPipelines() async throws {
        let project = try project(["V6__t.sql": "CREATE TABLE t6 (x INT);\nCOPY t6 FROM STDIN;\n1\n2\n\\.\n"])
        try await project.migrate()
        #expect(try versions(project) == Array(1...30))
        #expect(try project.database.column("SELECT count(*) FROM t6") == ["2"])
    }

    @Test func theTimeIsThatOfTheMigration() async throws {
        let project = try project(["V3__t.sql": "CREATE TABLE t3 (x INT); SELECT pg_sleep(0.3);"])
        let report = try await project.migrate()
        let times = try project.database.column("SELECT execution_time FROM flyway_schema_history ORDER BY 1")
            .compactMap { Int($0) }
        #expect(times.max() ?? 0 >= 300)
        #expect(times.sorted().dropLast().last ?? 1000 < 300)
        #expect(report.migrations[2].executionTime >= 300)
        #expect(report.migrations[1].executionTime < 300)
    }

    // MARK: Durability

    private func durability(_ change: @Sendable (inout Settings) -> Void) async throws -> [String] {
        var project = try Project(.postgreSQL)
        project.settings.scan.locations = ["filesystem:\(project.folder.path)"]
        let name = try project.database.column("SELECT current_database()")[0]
        try project.database.rows("ALTER DATABASE \(name) SET synchronous_commit = on")
        try project.write("CREATE TABLE seen (commit TEXT);", to: "V1__seen.sql")
        for version in 2...4 {
            try project.write(
                "INSERT INTO seen SHOW_;".replacing("SHOW_", with: "SELECT current_setting('synchronous_commit')"),
                to: "V\(version)__look.sql")
        }
        try await project.migrate(change)
        return try project.database.column("SELECT commit FROM seen")
    }

    /// The last commit makes those before it safe as well: the log is written in order.
    @Test func onlyTheLastCommitWaitsForTheDisk() async throws {
        #expect(try await durability { _ in } == ["off", "off", "on"])
        #expect(try await durability { $0.safety.durability = .each } == ["on", "on", "on"])
        #expect(try await durability { $0.execution.group = true } == ["on", "on", "on"])
        #expect(
            try await durability { $0.plan.target = .version(MigrationVersion(3), mustExist: true) } == ["off", "on"])
    }

    /// A run that fails says what is applied, and so that must be safe too.
    @Test func aRunThatFailsWaitsForTheDiskToo() async throws {
        var project = try project(["V9__t.sql": "SELECT * FROM nowhere;"])
        let table = "history_\(UInt32.random(in: 0...(.max)))"
        project.settings.schemas.table = table
        let name = try project.database.column("SELECT current_database()")[0]
        try project.database.rows("ALTER DATABASE \(name) SET log_statement = 'all'")
        #expect(await project.migrateFails() != nil)
        let log = try String(contentsOfFile: PostgreSQLServer.shared().folder + "/log", encoding: .utf8)
        #expect(log.contains("SELECT FROM \"public\".\"\(table)\" ORDER BY \"installed_rank\" DESC LIMIT 1 FOR UPDATE"))
    }
}
