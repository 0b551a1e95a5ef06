import Swiftway
import TestSupport
import Testing

/// Through PgBouncer in transaction mode, where every transaction may get another session of the server.
@Suite("Pooler", .fewAtOnce) struct PoolerTests {
    private let server: PostgreSQLServer

    init() throws { server = try PostgreSQLServer.shared() }

    /// The project of a database, reached through `bouncer`.
    private func project(_ bouncer: PgBouncer, _ scripts: [String: String]) throws -> Project {
        var project = try Project(.postgreSQL, scripts)
        project.settings.connection.url = bouncer.url(database: try name(project))
        return project
    }

    private func name(_ project: Project) throws -> String {
        try project.database.column("SELECT current_database()")[0]
    }

    /// Locks that nobody may leave behind, and sessions that are still in a transaction.
    private func leftovers(_ project: Project) throws -> [Row] {
        try project.database.rows(
            """
            SELECT locktype, pid FROM pg_locks WHERE locktype = 'advisory'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            UNION ALL SELECT state, pid FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
            """)
    }

    private static let mixture = [
        "V1__a.sql": "CREATE TABLE a AS SELECT generate_series(1, 100) AS x;",
        "V2__index.sql": "CREATE INDEX CONCURRENTLY a_x ON a (x);",
        "V3__b.sql": "CREATE TABLE b (x INT);\nINSERT INTO b VALUES (3);",
        "V4__vacuum.sql": "VACUUM b;",
        "R__view.sql": "CREATE OR REPLACE VIEW v AS SELECT x FROM a;",
    ]

    // MARK: Migrating

    @Test(.timeLimit(.minutes(10)), arguments: [2, 4]) func migrates(poolSize: Int) async throws {
        let bouncer = try PgBouncer(inFrontOf: server, poolSize: poolSize)
        let project = try project(bouncer, Self.mixture)
        #expect(try await project.migrate().migrations.count == 5)
        #expect(
            try project.history() == [
                "1: 1 SQL V1__a.sql", "2: 2 SQL V2__index.sql", "3: 3 SQL V3__b.sql", "4: 4 SQL V4__vacuum.sql",
                "5: - SQL R__view.sql",
            ])
        #expect(
            try project.database.column("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_x'::regclass") == ["t"])
        #expect(try project.database.column("SELECT x FROM b") == ["3"])
        #expect(try leftovers(project) == [])
        #expect(try await project.migrate().migrations.isEmpty)
        #expect(try await project.migrator().validate().succeeded)
    }

    @Test(.timeLimit(.minutes(10))) func aFailureLeavesNothingBehind() async throws {
        let bouncer = try PgBouncer(inFrontOf: server)
        let project = try project(
            bouncer, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);\nSELECT nonsense;"])
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.sqlState == "42703")
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(try project.database.tables() == ["a"])
        #expect(try leftovers(project) == [])
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        #expect(try await project.migrate().migrations.count == 1)
    }

    /// What needs a transaction has the lock in it.
    @Test(.timeLimit(.minutes(10))) func aPoolOfOneIsEnough() async throws {
        let bouncer = try PgBouncer(inFrontOf: server, poolSize: 1)
        let project = try project(
            bouncer, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);"])
        #expect(try await project.migrate().migrations.count == 2)
        #expect(try project.database.tables() == ["a", "b"])
        #expect(try leftovers(project) == [])
    }

    /// Without a transaction the lock needs a session of the server to itself; a pool of one has none left for it.
    @Test(.timeLimit(.minutes(10))) func aPoolOfOneIsAnErrorWithoutATransactionAndNotAHang() async throws {
        let bouncer = try PgBouncer(inFrontOf: server, poolSize: 1)
        let project = try project(
            bouncer, ["V1__a.sql": "CREATE TABLE a (x INT);\nCREATE INDEX CONCURRENTLY i ON a (x);"])
        let error = try #require(await project.migrateFails { $0.scripts.mixed = true })
        #expect(error.advice?.contains("second connection") == true, "\(error.message) \(error.advice ?? "")")
        #expect(try project.database.tables() == [])
        #expect(try !project.hasHistory() || project.history() == [])
        #expect(try leftovers(project) == [])
    }

    /// Each has one connection for itself, and none is left.
    @Test(.timeLimit(.minutes(10)), arguments: [1, 2]) func manyShareAFewSessions(poolSize: Int) async throws {
        let bouncer = try PgBouncer(inFrontOf: server, poolSize: poolSize, mode: .session)
        let project = try project(bouncer, ["V1__trace.sql": "CREATE TABLE trace (version INT NOT NULL);"])
        for version in 2...8 {
            try project.write("INSERT INTO trace VALUES (\(version));", to: "V\(version)__trace.sql")
        }
        let applied = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...6 { group.addTask { try await project.migrate().migrations.count } }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(applied.reduce(0, +) == 8, "\(applied)")
        #expect(try project.database.column("SELECT version FROM trace ORDER BY 1") == (2...8).map { "\($0)" })
        #expect(try leftovers(project) == [])
    }

    // MARK: Several at once

    /// Every script leaves a trace that would be double if it ran twice.
    @Test(.timeLimit(.minutes(10)), arguments: [2, 4]) func everyFileIsAppliedOnce(count: Int) async throws {
        let bouncer = try PgBouncer(inFrontOf: server, poolSize: 8)
        let project = try project(bouncer, ["V1__trace.sql": "CREATE TABLE trace (version INT NOT NULL);"])
        for version in 2...8 {
            try project.write("INSERT INTO trace VALUES (\(version));", to: "V\(version)__trace.sql")
        }
        try project.write("CREATE INDEX CONCURRENTLY trace_version ON trace (version);", to: "V9__index.sql")
        let applied = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...count { group.addTask { try await project.migrate().migrations.count } }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(applied.reduce(0, +) == 9, "\(applied)")
        #expect(try project.database.column("SELECT version FROM trace ORDER BY 1") == (2...8).map { "\($0)" })
        #expect(
            try project.database.column("SELECT installed_rank FROM flyway_schema_history ORDER BY 1")
                == (1...9).map { "\($0)" })
        #expect(try leftovers(project) == [])
    }

    /// A migration that goes on until the test lets it: it waits for a lock that the test holds.
    private static let gate = 4711
    private static let gated = [
        "V1__gate.sql": "SELECT pg_advisory_xact_lock(\(gate));\nCREATE TABLE a (x INT);"
    ]

    @Test(.timeLimit(.minutes(10)), arguments: [true, false])
    func whoeverComesDirectlyAndWhoeverDoesNotExcludeEachOther(holdsThroughBouncer: Bool) async throws {
        let bouncer = try PgBouncer(inFrontOf: server)
        let project = try project(bouncer, Self.gated)
        let direct = project.database.url
        let pooled = project.settings.connection.url
        let gate = try project.database.connect()
        _ = try gate.execute("SELECT pg_advisory_lock(\(Self.gate))")
        let holder = project.migrator { $0.connection.url = holdsThroughBouncer ? pooled : direct }
        async let first = holder.migrate()
        let waiting = """
            SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        while try project.database.column(waiting).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        let error = try #require(
            await project.migrateFails {
                $0.connection.url = holdsThroughBouncer ? direct : pooled
                $0.execution.lockRetryCount = 0
            })
        #expect(error.message.hasPrefix("Number of retries exceeded while attempting to acquire"), "\(error.message)")
        async let second = project.migrate { $0.connection.url = holdsThroughBouncer ? direct : pooled }
        try await Task.sleep(for: .milliseconds(300))
        #expect(try project.history() == [])
        _ = try gate.execute("SELECT pg_advisory_unlock_all()")
        #expect(try await first.migrations.count == 1)
        #expect(try await second.migrations.isEmpty)
        #expect(try project.history() == ["1: 1 SQL V1__gate.sql"])
        #expect(try leftovers(project) == [])
    }

    // MARK: What the next client finds

    private static let settings = """
        SELECT current_user, session_user, current_setting('search_path'), current_setting('lock_timeout'),
            current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'),
            current_setting('TimeZone'), current_setting('default_transaction_read_only')
        """

    /// The settings of every session of the pool, asked for by as many clients at the same moment.
    private func settings(
        of bouncer: PgBouncer, poolSize: Int, _ project: Project
    ) throws -> Set<Row> {
        let connections = try (0..<poolSize).map { _ in try bouncer.connect(database: name(project)) }
        // Every open transaction has a session for itself.
        for connection in connections { try connection.begin() }
        var found: Set<Row> = []
        for connection in connections { found.formUnion(try connection.execute(Self.settings).last?.rows ?? []) }
        for connection in connections { try connection.rollback() }
        return found
    }

    /// Migrates, and compares what other clients find before and after it.
    private func expectNothingStays(_ scripts: [String: String], schemas: [String] = []) async throws {
        let bouncer = try PgBouncer(inFrontOf: server, poolSize: 3)
        var project = try project(bouncer, scripts)
        project.settings.schemas.schemas = schemas
        let role = "leaky_\(try name(project))"
        defer { _ = try? project.database.rows("DROP ROLE IF EXISTS \(role)") }
        let before = try settings(of: bouncer, poolSize: 3, project)
        #expect(before.count == 1)
        let applied = try await project.migrate().migrations.count
        let after = try settings(of: bouncer, poolSize: 3, project)
        #expect(after == before, "\(after.subtracting(before))")
        try #require(applied == scripts.count)
        try #require(try leftovers(project) == [])
    }

    static let schemas: [[String]] = [[], ["shack"]]

    @Test(.timeLimit(.minutes(10)), arguments: schemas)
    func noSettingOfATransactionStays(schemas: [String]) async throws {
        try await expectNothingStays(
            [
                "V1__a.sql": "CREATE TABLE a (x INT);",
                "V2__settings.sql": """
                CREATE ROLE leaky_${flyway:database};
                SET LOCAL ROLE leaky_${flyway:database};
                SET LOCAL lock_timeout = '7s';
                SET LOCAL search_path = pg_temp;
                """,
                "V3__b.sql": "CREATE TABLE b (x INT);",
                "R__c.sql": "CREATE VIEW c AS SELECT 1 AS x;",
            ], schemas: schemas)
    }

    @Test(.timeLimit(.minutes(10))) func noSettingOfAScriptWithoutTransactionStays() async throws {
        try await expectNothingStays([
            "V1__a.sql": "CREATE TABLE a (x INT);",
            "V2__index.sql": "CREATE INDEX CONCURRENTLY a_x ON a (x);",
        ])
    }

    /// Without a transaction nothing holds from one statement to the next: neither the search path, where the schema is
    /// not the session's own, nor what a script sets. That is refused before anything of it is run.
    @Test(.timeLimit(.minutes(10)), arguments: [true, false])
    func whatNeedsOneSessionIsRefused(otherSchema: Bool) async throws {
        let bouncer = try PgBouncer(inFrontOf: server, poolSize: 3)
        let set = otherSchema ? "" : "SET lock_timeout = '7s';\n"
        var project = try project(
            bouncer,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);",
                "V2__index.sql": "\(set)CREATE INDEX CONCURRENTLY a_x ON a (x);",
                "V2__index.sql.conf": "executeInTransaction=false",
            ])
        if otherSchema { project.settings.schemas.schemas = ["shack"] }
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains("runs without a transaction and cannot be run through a pooler"))
        #expect(
            error.message.contains(otherSchema ? "its schema \"shack\" is not" : "it sets something for its session"))
        #expect(try #require(error.advice).contains("Connect to the server directly"))
        #expect(error.report?.migrations.map(\.version) == ["1"])
        #expect(try project.database.column("SELECT 1 FROM pg_class WHERE relname = 'a_x'") == [])
        #expect(try leftovers(project) == [])
    }

    static let commands: [String] = [
        "SET search_path = pg_temp", "SET lock_timeout = '7s'", "SET ROLE leaky_${flyway:database}",
        "SET statement_timeout = '70s'",
    ]

    /// What a dump begins with: settings for the session, not for the transaction.
    @Test(.timeLimit(.minutes(10)), arguments: commands)
    func noSettingOfAScriptsOwnStays(command: String) async throws {
        try await expectNothingStays([
            "V1__a.sql": "CREATE ROLE leaky_${flyway:database};\n\(command);",
            "V2__b.sql": "CREATE TABLE b (x INT);",
        ])
    }

    /// Nor may it be how the next migration runs.
    @Test(.timeLimit(.minutes(10))) func aScriptsSettingDoesNotReachTheNextMigration() async throws {
        let bouncer = try PgBouncer(inFrontOf: server, poolSize: 3)
        let project = try project(
            bouncer,
            [
                "V1__a.sql": "CREATE SCHEMA other;\nSET search_path = other;\nCREATE TABLE a (x INT);",
                "V2__b.sql": "CREATE TABLE b (x INT);",
            ])
        try await project.migrate()
        #expect(
            try project.database.rows(
                "SELECT schemaname, tablename FROM pg_tables WHERE tablename IN ('a', 'b') ORDER BY 2")
                == [["other", "a"], ["public", "b"]])
    }
}
