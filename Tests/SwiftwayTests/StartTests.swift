import Foundation
import Swiftway
import TestSupport
import Testing

/// What a service does about its schema before it serves.
@Suite("Start", .fewAtOnce) struct StartTests {
    private static let files = ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);"]

    @Test(arguments: DatabaseKind.allCases) func manyStartAtOnceAndEachFileIsAppliedOnce(kind: DatabaseKind)
        async throws
    {
        let project = try Project(kind, Self.files)
        let migrator = project.migrator()
        let reports = try await withThrowingTaskGroup(of: StartReport.self) { group in
            for _ in 0..<4 { group.addTask { try await migrator.start() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(reports.allSatisfy { $0.schemaVersion == "2" })
        #expect(reports.map(\.applied.count).sorted() == [0, 0, 0, 2])
    }

    @Test(arguments: DatabaseKind.allCases) func verifyingChangesNothing(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.files)
        let error = try #require(await Self.failure { try await project.migrator().start(.verifyOnly) })
        #expect(error.code == .schemaBehind)
        #expect(error.message.contains("2 migrations of this program are not applied, the next is 1."))
        #expect(try project.database.tables() == [])
        try await project.migrate()
        #expect(try await project.migrator().start(.verifyOnly) == StartReport(schemaVersion: "2"))
    }

    @Test func whatIsAheadIsToldAndWhatHasChangedToo() async throws {
        let project = try Project(.sqlite, Self.files)
        try await project.migrate()
        try project.remove("V2__b.sql")
        for policy in [StartPolicy.verifyOnly, .waitForMigrations(timeout: .seconds(60))] {
            let error = try #require(await Self.failure { try await project.migrator().start(policy) })
            #expect(error.code == .schemaAhead)
            #expect(error.message.contains("version 2"))
        }
        #expect(try await project.migrator().start(.migrate).schemaVersion == "2")
        try project.write("SELECT 1;", to: "V1__a.sql")
        let error = try #require(await Self.failure { try await project.migrator().start(.verifyOnly) })
        #expect(error.code == .checksumMismatch)
    }

    @Test func waitsUntilSomebodyElseHasMigrated() async throws {
        let project = try Project(.sqlite, Self.files)
        async let waiting = project.migrator().start(.waitForMigrations(timeout: .seconds(120)))
        try await Task.sleep(for: .milliseconds(300))
        try await project.migrate()
        #expect(try await waiting == StartReport(schemaVersion: "2"))
    }

    @Test func waitingHasAnEnd() async throws {
        let project = try Project(.sqlite, Self.files)
        let error = try #require(
            await Self.failure { try await project.migrator().start(.waitForMigrations(timeout: .milliseconds(200))) })
        #expect(error.code == .schemaBehind)
        let nowhere = project.migrator { $0.connection.url = "postgresql://localhost:1/none" }
        let unreachable = try #require(
            await Self.failure { try await nowhere.start(.waitForMigrations(timeout: .milliseconds(200))) })
        #expect(unreachable.code == .databaseConnection)
    }

    /// Takes connections and says nothing, as a database behind a broken network does.
    private static func silentAddress(_ listener: SilentServer) -> String {
        "postgresql://127.0.0.1:\(listener.port)/none"
    }

    @Test(arguments: [StartPolicy.migrate, .waitForMigrations(timeout: .seconds(600))])
    func cancellingEndsConnectingToo(policy: StartPolicy) async throws {
        let listener = try SilentServer()
        let project = try Project(.sqlite, Self.files)
        let migrator = project.migrator { $0.connection.url = Self.silentAddress(listener) }
        let starting = Task { try await migrator.start(policy) }
        try await Task.sleep(for: .milliseconds(200))
        let began = ContinuousClock.now
        starting.cancel()
        let error = try #require(await Self.failure { try await starting.value })
        #expect(error.code == .interrupted)
        // Alone it would be ten seconds; a busy machine has time.
        #expect(began.duration(to: .now) < .seconds(8))
    }

    @Test func waitingEndsInTimeWhereNobodyAnswers() async throws {
        let listener = try SilentServer()
        let project = try Project(.sqlite, Self.files)
        let migrator = project.migrator {
            $0.connection.url = Self.silentAddress(listener)
            $0.connection.connectRetries = 100
        }
        let began = ContinuousClock.now
        let error = try #require(
            await Self.failure { try await migrator.start(.waitForMigrations(timeout: .seconds(1))) })
        #expect(error.code == .databaseConnection)
        #expect(error.message.contains("did not answer within 1"))
        #expect(began.duration(to: .now) < .seconds(8))
    }

    @Test func theVersionIsTheHighest() async throws {
        let project = try Project(.sqlite, ["V2__b.sql": "CREATE TABLE b (x INT);"])
        try await project.migrate()
        try project.write("CREATE TABLE a (x INT);", to: "V1__a.sql")
        let report = try await project.migrator { $0.plan.outOfOrder = true }.start()
        #expect(report.schemaVersion == "2")
        #expect(report.applied.map(\.version) == ["1"])
    }

    @Test func errorsSayWhatTheyHaveToSayByThemselves() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "SELECT * FROM nowhere;"])
        let error = try #require(await Self.failure { try await project.migrator().start() })
        #expect("\(error)" == error.consoleText)
    }

    @Test func waitingCanBeCancelled() async throws {
        let project = try Project(.sqlite, Self.files)
        let waiting = Task { try await project.migrator().start(.waitForMigrations(timeout: .seconds(600))) }
        try await Task.sleep(for: .milliseconds(200))
        waiting.cancel()
        let error = try #require(await Self.failure { try await waiting.value })
        #expect(error.code == .interrupted)
    }

    // MARK: Settings

    @Test func settingsComeFromFilesVariablesAndValues() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "flyway.url=jdbc:sqlite:a.db\nflyway.table=t\nflyway.installedBy=file\nflyway.target=3", to: "app.conf")
        let settings = try Settings(
            from: .at([file]), environment: ["FLYWAY_TABLE": "u", "FLYWAY_TARGET": "4"], values: ["target": "5"])
        #expect(settings.connection.url == "jdbc:sqlite:a.db")
        #expect(settings.execution.installedBy == "file")
        #expect(settings.schemas.table == "u")
        #expect(settings.plan.target == .version(MigrationVersion(5), mustExist: true))
        #expect(try Settings(from: .environment, environment: [:]) == Settings())
    }

    @Test func mistakesInSettingsAreErrors() throws {
        let unknown = #expect(throws: MigrationError.self) {
            try Settings(from: .environment, environment: [:], values: ["tabel": "x"])
        }
        #expect(unknown?.code == .configuration)
        let missing = #expect(throws: MigrationError.self) { try Settings(from: .at(["/none.conf"]), environment: [:]) }
        #expect(missing?.message.contains("/none.conf") == true)
    }

    private static func failure<Value>(_ work: () async throws -> Value) async -> MigrationError? {
        do {
            _ = try await work()
            return nil
        } catch {
            return error as? MigrationError
        }
    }
}
