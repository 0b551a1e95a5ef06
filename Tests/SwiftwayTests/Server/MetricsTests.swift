#if Metrics
    import MetricsTestKit
    import Swiftway
    import TestSupport
    import Testing

    @Suite("Metrics", .fewAtOnce) struct MetricsTests {
        private let metrics = TestMetrics()

        @Test(arguments: DatabaseKind.allCases) func migrationsAndRunsAreCountedAndTimed(kind: DatabaseKind)
            async throws
        {
            let project = try Project(
                kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);"])
            let database = ("database", kind.rawValue)
            let migrator = project.migrator().measuring(with: metrics)
            _ = try await migrator.migrate()
            _ = try await migrator.info()
            try project.write("SELECT * FROM nix;", to: "V3__c.sql")
            #expect(await failure { () throws(MigrationError) in try await migrator.migrate() } != nil)

            let succeeded = ("outcome", "succeeded")
            let failed = ("outcome", "failed")
            let migrate = ("command", "migrate")
            #expect(try metrics.expectCounter("swiftway_migrations_total", [succeeded, database]).totalValue == 2)
            #expect(try metrics.expectCounter("swiftway_migrations_total", [failed, database]).totalValue == 1)
            #expect(try metrics.expectTimer("swiftway_migration_duration", [succeeded, database]).values.count == 2)
            #expect(try metrics.expectTimer("swiftway_migration_duration", [failed, database]).values.count == 1)
            let runs = { (labels: [(String, String)]) throws in
                try metrics.expectCounter("swiftway_runs_total", labels + [database]).totalValue
            }
            #expect(try runs([migrate, succeeded]) == 1)
            #expect(try runs([migrate, failed]) == 1)
            #expect(try runs([("command", "info"), succeeded]) == 1)
            let duration = try metrics.expectTimer("swiftway_run_duration", [migrate, succeeded, database])
            #expect(duration.values.count == 1 && duration.values.allSatisfy { $0 > 0 })
            #expect(try !metrics.expectTimer("swiftway_lock_wait_duration", [database]).values.isEmpty)
        }

        @Test func waitingForALockIsCounted() async throws {
            let project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
            try await project.migrate()
            try project.write("ALTER TABLE a ADD COLUMN y INT;", to: "V2__b.sql")
            let other = try project.database.connect()
            try other.begin(TransactionOptions())
            _ = try other.execute("SELECT * FROM \(project.database.schema).a")
            let migrator = project.migrator { $0.safety.lockTimeout = .milliseconds(100) }.measuring(with: metrics)
            async let report = migrator.migrate()
            while metrics.counterTotal(label: "swiftway_lock_retries_total") == 0 {
                try await Task.sleep(for: .milliseconds(20))
            }
            try other.rollback()
            #expect(try await report.migrations.count == 1)
        }

        @Test func whatIsCancelledIsInterrupted() async throws {
            let project = try Project(.postgreSQL, ["V1__a.sql": "SELECT pg_sleep(100);"])
            let migrator = project.migrator().measuring(with: metrics)
            let task = Task { try await migrator.migrate() }
            while !project.log.lines.contains(where: { $0.contains("to version \"1") }) {
                try await Task.sleep(for: .milliseconds(10))
            }
            task.cancel()
            _ = await task.result
            let labels = [("command", "migrate"), ("outcome", "interrupted"), ("database", "postgresql")]
            #expect(try metrics.expectCounter("swiftway_runs_total", labels).totalValue == 1)
        }
    }
#endif
