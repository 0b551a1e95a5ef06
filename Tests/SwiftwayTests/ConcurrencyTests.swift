import Swiftway
import TestSupport
import Testing

/// Many who migrate one database at the same moment.
@Suite("Concurrency", .fewAtOnce) struct ConcurrencyTests {
    private static let kindsAndCounts = DatabaseKind.allCases.flatMap { kind in [2, 8].map { (kind, $0) } }

    /// Every script leaves a trace that would be double if it ran twice.
    private func project(_ kind: DatabaseKind) throws -> Project {
        let project = try Project(kind, ["V1__trace.sql": "CREATE TABLE trace (version INT NOT NULL);"])
        for version in 2...12 {
            try project.write("INSERT INTO trace VALUES (\(version));", to: "V\(version)__trace.sql")
        }
        try project.write("INSERT INTO trace VALUES (100);", to: "R__trace.sql")
        return project
    }

    private func migrate(_ project: Project, _ count: Int) async throws -> [MigrateReport] {
        try await withThrowingTaskGroup(of: MigrateReport.self) { group in
            for _ in 1...count { group.addTask { try await project.migrate() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(.timeLimit(.minutes(10)), arguments: kindsAndCounts)
    func everyFileIsAppliedOnce(kind: DatabaseKind, count: Int) async throws {
        let project = try project(kind)
        let reports = try await migrate(project, count)
        #expect(reports.count == count)
        #expect(reports.reduce(0) { $0 + $1.migrations.count } == 13)
        #expect(
            try project.database.column("SELECT version FROM trace ORDER BY 1")
                == (Array(2...12) + [100]).map { "\($0)" })
        #expect(
            try project.database.column("SELECT installed_rank FROM flyway_schema_history ORDER BY 1")
                == (1...13).map { "\($0)" })
    }

    @Test(.timeLimit(.minutes(10))) func theSchemaIsCreatedOnce() async throws {
        var project = try project(.postgreSQL)
        project.settings.schemas.schemas = ["shack"]
        let reports = try await migrate(project, 8)
        #expect(reports.reduce(0) { $0 + $1.migrations.count } == 13)
        let history = try project.history("shack.flyway_schema_history")
        #expect(history.count == 14)
        #expect(history.filter { $0.contains(" SCHEMA ") } == ["0: - SCHEMA \"shack\""])
    }

    /// On an empty database the first one migrates without a marker; those who come a moment later see its tables.
    @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases, 1...8)
    func nobodyLosesTheRaceForTheBaseline(kind: DatabaseKind, round: Int) async throws {
        var project = try project(kind)
        project.settings.baseline.baselineOnMigrate = true
        project.settings.baseline.baselineVersion = MigrationVersion(0)
        let reports = try await migrate(project, 6)
        #expect(reports.reduce(0) { $0 + $1.migrations.count } == 13)
        #expect(try project.history().filter { !$0.contains(" SQL ") } == [])
    }

    @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases)
    func whatIsThereIsBaselinedOnce(kind: DatabaseKind) async throws {
        var project = try project(kind)
        project.settings.baseline.baselineOnMigrate = true
        project.settings.baseline.baselineVersion = MigrationVersion(0)
        try project.database.rows("CREATE TABLE legacy (x INT)")
        let reports = try await migrate(project, 6)
        #expect(reports.reduce(0) { $0 + $1.migrations.count } == 13)
        #expect(try project.history().filter { !$0.contains(" SQL ") }.count == 1)
    }

    @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases)
    func baselinesAtOnceAreOne(kind: DatabaseKind) async throws {
        let project = try project(kind)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...6 { group.addTask { _ = try await project.migrator().baseline() } }
            try await group.waitForAll()
        }
        #expect(try project.history() == ["1: 1 BASELINE << Flyway Baseline >>"])
    }

    /// Each has a history of its own, and so a lock of its own.
    @Test(.timeLimit(.minutes(10)), arguments: 1...4)
    func theSameSchemaIsCreatedByOneOfMany(round: Int) async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "SELECT 1;"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...6 {
                group.addTask {
                    try await project.migrate {
                        $0.schemas.schemas = ["s\(number)", "shared1", "shared2"]
                    }
                }
            }
            try await group.waitForAll()
        }
        let markers = try (1...6).flatMap {
            try project.database.column("SELECT script FROM s\($0).flyway_schema_history WHERE type = 'SCHEMA'")
        }
        for schema in ["shared1", "shared2"] {
            #expect(markers.count { $0.contains("\"\(schema)\"") } == 1, "\(markers)")
        }
    }

    // MARK: The lock

    @Test(.timeLimit(.minutes(10))) func cleanWaitsForTheLock() async throws {
        var project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.cleanDisabled = false
        try await project.migrate()
        let other = try project.database.connect()
        _ = try other.execute("BEGIN; SELECT pg_try_advisory_xact_lock(\(Self.key))")
        let migrator = project.migrator { $0.execution.lockRetryCount = 0 }
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.clean() })
        #expect(error.message.hasPrefix("Number of retries exceeded while attempting to acquire PostgreSQL"))
        #expect(try project.database.tables() == ["a"])
        _ = try other.execute("ROLLBACK")
        _ = try await project.migrator().clean()
        #expect(try project.database.tables() == [])
    }

    /// One after the other, in whatever order: nothing that a run has said is untrue.
    @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases, 1...4)
    func cleanAndMigrateTakeTurns(kind: DatabaseKind, round: Int) async throws {
        var project = try project(kind)
        project.settings.cleanDisabled = false
        try await project.migrate()
        let ready = project
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...3 {
                group.addTask {
                    do { try await ready.migrate() } catch let error as MigrationError {
                        let text = error.message + (error.advice ?? "")
                        #expect(text.contains("is gone"), "\(error)")
                        #expect(!text.contains("stay"), "\(error)")
                    }
                }
                group.addTask { _ = try await ready.migrator().clean() }
            }
            try await group.waitForAll()
        }
        try await project.migrate()
        #expect(
            try project.database.column("SELECT version FROM trace ORDER BY 1")
                == (Array(2...12) + [100]).map { "\($0)" })
    }

    /// Flyway's key for `"public"."flyway_schema_history"`.
    private static let key = 77_433_833_903_597

    /// Java Flyway locks in this form by default, and in the other one on request.
    @Test(.timeLimit(.minutes(10)), arguments: ["pg_try_advisory_xact_lock", "pg_try_advisory_lock"])
    func flywaysLockIsRespected(function: String) async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        let other = try project.database.connect()
        #expect(try other.execute("BEGIN; SELECT \(function)(\(Self.key))").last?.rows == [["t"]])
        let error = try #require(await project.migrateFails { $0.execution.lockRetryCount = 0 })
        #expect(
            error.message.hasPrefix(
                "Number of retries exceeded while attempting to acquire PostgreSQL advisory lock. "
                    + "Configure the number of retries with the 'lockRetryCount' configuration option: "))
        let holder = try #require(try other.execute("SELECT pg_backend_pid()").last?.rows[0][0])
        #expect(try #require(error.advice).contains("The lock is held by pid \(holder) (swiftway test from 127.0.0.1"))
        #expect(try !project.hasHistory())
        #expect(try project.database.tables() == [])
        other.close(function)
        try await project.migrate { $0.execution.lockRetryCount = 0 }
        #expect(try project.database.tables() == ["a"])
    }

    @Test(.timeLimit(.minutes(10))) func whoeverWaitsSaysForWhom() async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        let other = try project.database.connect()
        _ = try other.execute("BEGIN; SELECT pg_try_advisory_xact_lock(\(Self.key))")
        async let report = project.migrate()
        while !project.log.lines.contains(where: { $0.hasPrefix("Waiting for the migration lock") }) {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(
            project.log.lines.contains {
                $0.contains("(0 s), held by pid ") && $0.contains("(swiftway test from 127.0.0.1")
            })
        #expect(try project.database.tables() == [])
        try other.rollback()
        #expect(try await report.migrations.count == 1)
    }

    /// Ours excludes Flyway as long as a migration runs, and is gone afterwards.
    @Test(.timeLimit(.minutes(10))) func flywayIsExcludedByOurs() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__look.sql": """
                CREATE TABLE looked AS SELECT application_name, state FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32 | objid::bigint) = \(Self.key)
                    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database());
                """
            ])
        try await project.migrate()
        #expect(try project.database.rows("SELECT * FROM looked") == [["swiftway migrate", "active"]])
        #expect(try project.database.column("SELECT pg_try_advisory_lock(\(Self.key))") == ["t"])
    }

    /// The lock is in the session that works: nobody can take it away and let the work go on.
    @Test(.timeLimit(.minutes(10))) func whoEndsAllOtherSessionsDoesNotEndItself() async throws {
        let others = """
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid();
            """
        let project = try Project(.postgreSQL, ["V1__end_others.sql": others])
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        try project.write("\(others)\nVACUUM b;", to: "V3__vacuum.sql")
        try project.write("executeInTransaction=false", to: "V3__vacuum.sql.conf")
        #expect(try await project.migrate().migrations.count == 3)
    }

    private static let gate = 4712
    private static let givesBack = [
        "V1__all.sql":
            "SELECT pg_advisory_unlock_all();\nSELECT pg_advisory_xact_lock(\(gate));\nCREATE TABLE a (x INT);"
    ]

    /// In a pipeline, in a function that nobody has looked into, and without a transaction.
    @Test(.timeLimit(.minutes(10))) func aLockThatAScriptGivesBackIsTakenAgain() async throws {
        let project = try Project(.postgreSQL, Self.givesBack)
        try project.write(
            """
            CREATE FUNCTION f() RETURNS INT LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_unlock_all(); RETURN 1; END';
            INSERT INTO a VALUES (f());
            """, to: "V2__function.sql")
        try project.write("INSERT INTO a VALUES (2);", to: "V3__plain.sql")
        try project.write("DISCARD ALL;\nVACUUM a;\nDISCARD ALL;", to: "V4__discard.sql")
        try project.write("executeInTransaction=false", to: "V4__discard.sql.conf")
        try project.write("INSERT INTO a VALUES (3);", to: "V5__plain.sql")
        #expect(try await project.migrate().migrations.count == 5)
        #expect(try project.database.column("SELECT x FROM a ORDER BY 1") == ["1", "2", "3"])
        #expect(try project.database.column("SELECT pg_try_advisory_lock(\(Self.key))") == ["t"])
    }

    @Test(.timeLimit(.minutes(10))) func nothingIsCommittedWithoutTheLock() async throws {
        let project = try Project(.postgreSQL, Self.givesBack)
        let other = try project.database.connect()
        _ = try other.execute("SELECT pg_advisory_lock(\(Self.gate))")
        async let failure = project.migrateFails()
        let waiting = """
            SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        while try project.database.column(waiting).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try other.execute("SELECT pg_try_advisory_lock(\(Self.key))").last?.rows == [["t"]])
        _ = try other.execute("SELECT pg_advisory_unlock(\(Self.gate))")
        let error = try #require(await failure)
        #expect(error.code == .lockLost, "\(error.message)")
        #expect(error.message.hasPrefix("The migration lock is lost."))
        #expect(try project.history() == [])
        #expect(try project.database.tables() == [])
    }

    @Test(.timeLimit(.minutes(10))) func aWriterOfSQLiteIsWaitedFor() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        let other = try project.database.connect()
        _ = try other.execute("CREATE TABLE b (x INT)")
        try await project.migrate {
            $0.baseline.baselineOnMigrate = true
            $0.baseline.baselineVersion = .init(0)
        }
        try project.write("CREATE TABLE c (x INT);", to: "V2__c.sql")
        try other.begin()
        _ = try other.execute("INSERT INTO b VALUES (1)")
        async let report = project.migrate()
        try await Task.sleep(for: .milliseconds(200))
        try other.commit()
        #expect(try await report.migrations.count == 1)
    }
}

extension DatabaseConnection {
    /// Gives an advisory lock of either form back.
    fileprivate func close(_ function: String) {
        try? rollback()
        _ = try? execute("SELECT pg_advisory_unlock_all()")
    }
}

/// SQLite has no lock that outlasts a transaction: what runs outside of one is guarded by a file beside the database.
@Suite("Outside a transaction on SQLite", .fewAtOnce) struct SQLiteScriptLockTests {
    @Test func everyScriptRunsOnce() async throws {
        let project = try Project(
            .sqlite,
            [
                "V1__log.sql": "CREATE TABLE log (x INT);",
                "V2__outside.sql": "INSERT INTO log VALUES (2);\nVACUUM;",
                "V2__outside.sql.conf": "executeInTransaction=false",
                "V3__after.sql": "INSERT INTO log VALUES (3);",
            ])
        let migrator = project.migrator()
        let applied = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { try await migrator.migrate().migrations.count } }
            return try await group.reduce(0, +)
        }
        #expect(applied == 3)
        #expect(try project.database.column("SELECT x FROM log ORDER BY rowid") == ["2", "3"])
        #expect(try project.history().count == 3)
    }
}
