import Swiftway
import TestSupport
import Testing

@Suite("Callbacks", .fewAtOnce) struct CallbackTests {
    /// Events whose callbacks write their names into the table `log`.
    private func project(
        _ kind: DatabaseKind, _ events: [String], _ scripts: [String: String] = [:]
    ) throws -> Project {
        let project = try Project(kind, scripts)
        // A schema that holds a table needs leave to be migrated; a history that is there already is leave enough.
        for event in events { try project.write("INSERT INTO log (what) VALUES ('\(event)');", to: "\(event).sql") }
        return project
    }

    private func log(_ project: Project) throws -> [String] {
        try project.database.column("SELECT what FROM log ORDER BY id")
    }

    private func createLog(_ kind: DatabaseKind) -> String {
        let id = kind == .sqlite ? "INTEGER PRIMARY KEY" : "INT GENERATED ALWAYS AS IDENTITY"
        return "CREATE TABLE IF NOT EXISTS log (id \(id), what VARCHAR(99));"
    }

    private static let migrateEvents = [
        "beforeMigrate", "beforeEachMigrate", "afterEachMigrate", "beforeEachMigrateStatement",
        "afterEachMigrateStatement", "afterVersioned", "beforeRepeatables", "afterMigrateApplied", "afterMigrate__b",
        "afterMigrate__a", "afterMigrate", "afterMigrateError", "afterEachMigrateError", "beforeValidate",
        "afterValidate", "afterValidateError",
    ]

    @Test(arguments: DatabaseKind.allCases) func runInTheirOrder(kind: DatabaseKind) async throws {
        let project = try project(
            kind, Self.migrateEvents,
            ["V1__a.sql": "CREATE TABLE a (x INT); INSERT INTO a VALUES (1);", "R__b.sql": "DELETE FROM a;"])
        try project.write(createLog(kind), to: "afterConnect.sql")
        try await project.migrate {
            $0.baseline.baselineOnMigrate = true
            $0.baseline.baselineVersion = .init(0)
        }
        let statement = ["beforeEachMigrateStatement", "afterEachMigrateStatement"]
        let expected =
            ["beforeValidate", "afterValidate", "beforeMigrate"]
            + ["beforeEachMigrate"] + statement + statement + ["afterEachMigrate"]
            + ["afterVersioned", "beforeRepeatables", "beforeEachMigrate"] + statement + ["afterEachMigrate"]
            + ["afterMigrateApplied", "afterMigrate", "afterMigrate__a", "afterMigrate__b"]
        #expect(try log(project) == expected)
        try project.database.rows("DELETE FROM log")
        try await project.migrate()
        #expect(
            try log(project) == [
                "beforeValidate", "afterValidate", "beforeMigrate", "afterVersioned", "afterMigrate", "afterMigrate__a",
                "afterMigrate__b",
            ])
        // Callbacks are no migrations.
        #expect(try project.history().filter { !$0.contains("BASELINE") }.count == 2)
    }

    private static let events = ["Validate", "Info", "Repair", "Baseline", "Clean"]

    @Test(arguments: DatabaseKind.allCases) func runAroundEveryCommand(kind: DatabaseKind) async throws {
        var project = try project(
            kind, Self.events.flatMap { ["before\($0)", "after\($0)", "after\($0)Error"] },
            ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try project.write(createLog(kind), to: "afterConnect.sql")
        project.settings.baseline.baselineVersion = MigrationVersion(1)
        project.settings.cleanDisabled = false
        // What beforeClean writes goes with everything else.
        try project.remove("beforeClean.sql")
        try project.write(createLog(kind) + "INSERT INTO log (what) VALUES ('afterClean');", to: "afterClean.sql")
        let migrator = project.migrator()
        _ = try await migrator.baseline()
        _ = try await migrator.validate()
        _ = try await migrator.info()
        _ = try await migrator.repair()
        let around = ["Baseline", "Validate", "Info", "Repair"].flatMap { ["before\($0)", "after\($0)"] }
        #expect(try log(project) == around)
        _ = try await migrator.clean()
        #expect(try log(project) == ["afterClean"])
    }

    @Test(arguments: DatabaseKind.allCases) func eachCallbacksShareTheMigrationsTransaction(kind: DatabaseKind)
        async throws
    {
        let project = try Project(
            kind,
            [
                "V1__a.sql": "\(createLog(kind)) CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);",
                "afterEachMigrate.sql": "INSERT INTO log (what) SELECT 'there is b' FROM b;",
            ])
        let error = try #require(await project.migrateFails())
        #expect(error.message.hasPrefix("Error while executing afterEachMigrate callback: "))
        #expect(try project.database.tables() == [])
        #expect(try project.history() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func aFailingBeforeMigrateStopsEverything(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);",
                "beforeMigrate.sql": "CREATE TABLE b (x INT); INSERT INTO nowhere VALUES (1);",
                "afterMigrateError.sql": "CREATE TABLE c (x INT);",
            ])
        let error = try #require(await project.migrateFails())
        #expect(error.message.hasPrefix("Error while executing beforeMigrate callback: Failed to execute script"))
        #expect(error.code == .databaseConnection)
        #expect(try project.database.tables() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func aFailingAfterMigrateTakesNothingBack(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "afterMigrate.sql": "INSERT INTO nowhere VALUES (1);"])
        #expect(await project.migrateFails() != nil)
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(try project.database.tables() == ["a"])
    }

    @Test(arguments: DatabaseKind.allCases) func errorCallbacksKeepTheError(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__log.sql": createLog(kind),
                "V2__bad.sql": "CREATE TABLE b (x INT); INSERT INTO nowhere VALUES (1);",
                "afterEachMigrateError.sql": "INSERT INTO nowhere_else VALUES (1);",
                "afterMigrateError.sql": "INSERT INTO log (what) VALUES ('afterMigrateError');",
            ])
        let error = try #require(await project.migrateFails())
        #expect(error.failure?.script == "V2__bad.sql")
        #expect(try #require(error.databaseError).message.contains("nowhere"))
        #expect(project.log.lines.contains { $0.hasPrefix("The callback afterEachMigrateError failed too:") })
        #expect(try log(project) == ["afterMigrateError"])
        #expect(try project.database.tables() == ["log"])
    }

    @Test func onPostgreSQLErrorCallbacksRunOnAUsableConnection() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__log.sql": createLog(.postgreSQL), "V2__bad.sql": "INSERT INTO nowhere VALUES (1);",
                "afterEachMigrateError.sql": "INSERT INTO log (what) VALUES ('afterEachMigrateError');",
            ])
        #expect(await project.migrateFails() != nil)
        #expect(try log(project) == ["afterEachMigrateError"])
    }

    @Test(arguments: DatabaseKind.allCases) func callbacksMayLiveElsewhere(kind: DatabaseKind) async throws {
        var project = try project(kind, ["afterMigrate"], ["V1__log.sql": createLog(kind)])
        let elsewhere = try TemporaryFolder()
        try elsewhere.write("INSERT INTO log (what) VALUES ('elsewhere');", to: "afterMigrate.sql")
        project.settings.scan.callbackLocations = ["filesystem:\(elsewhere.path)"]
        try await project.migrate()
        #expect(try log(project) == ["elsewhere"])
    }

    @Test(arguments: DatabaseKind.allCases) func aCallbackMayDoWithoutATransaction(kind: DatabaseKind) async throws {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "afterMigrate.sql": "VACUUM;"])
        try await project.migrate()
        #expect(project.log.lines.contains { $0.contains("afterMigrate") && $0.hasSuffix("[non-transactional]") })
    }

    @Test func inMemoryCallbacksSeeTheSameDatabase() async throws {
        var project = try project(
            .sqlite, ["beforeMigrate", "afterEachMigrate", "afterMigrate"], ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.connection.url = "jdbc:sqlite::memory:"
        try project.write(createLog(.sqlite), to: "afterConnect.sql")
        project.settings.baseline.baselineOnMigrate = true
        project.settings.baseline.baselineVersion = MigrationVersion(0)
        try project.write(
            "INSERT INTO log (what) VALUES ('afterMigrate'); SELECT count(*) FROM log;", to: "afterMigrate.sql")
        try await project.migrate()
        let results = project.log.events.compactMap { event in
            if case .resultSet(let result) = event { result.rows } else { nil }
        }
        #expect(results == [[["3"]]])
    }
}
