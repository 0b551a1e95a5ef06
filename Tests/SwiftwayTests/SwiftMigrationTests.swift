import Swiftway
import Synchronization
import TestSupport
import Testing

/// Migrations in Swift.
@Suite("Migrations in Swift", .fewAtOnce) struct SwiftMigrationTests {
    private static let scripts = [
        "V1__stations.sql":
            "CREATE TABLE station (call_sign TEXT, area TEXT);\nINSERT INTO station (call_sign) VALUES ('DL1ABC');",
        "V3__not_null.sql": "CREATE TABLE area (name TEXT);",
    ]

    private static let backfill = SwiftMigration(version: "2", description: "Backfill areas") { connection in
        for row in try connection.query("SELECT call_sign FROM station WHERE area IS NULL") {
            guard let callSign = row[0] else { continue }
            try connection.query(
                "UPDATE station SET area = $1 WHERE call_sign = $2",
                [.text(String(callSign.prefix(2))), .text(callSign)])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theyRunInOneOrderWithTheScripts(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        let migrator = project.migrator(from: [.swift([Self.backfill]), .locations])
        let report = try await migrator.migrate()
        #expect(report.migrations.map(\.version) == ["1", "2", "3"])
        #expect(
            try project.history() == [
                "1: 1 SQL V1__stations.sql", "2: 2 JDBC V2__Backfill_areas.swift", "3: 3 SQL V3__not_null.sql",
            ])
        #expect(try project.database.rows("SELECT area FROM station") == [["DL"]])
        #expect(try await migrator.migrate().migrations.isEmpty)
        #expect(try await migrator.validate().succeeded)
        #expect(try await migrator.info().entries.map(\.state.displayName) == ["Success", "Success", "Success"])
        // The command line and Flyway have no file for it.
        #expect(try await project.states() == ["1 Success", "2 Missing", "3 Success"])
        #expect(try await project.states { $0.plan.ignoreMigrationPatterns = [] }.count == 3)
    }

    @Test(arguments: DatabaseKind.allCases) func whatTheDatabaseRefusesIsToldWithItsPlace(kind: DatabaseKind)
        async throws
    {
        let project = try Project(kind, Self.scripts)
        let line = #line + 3
        let wrong = SwiftMigration(version: "2", description: "Wrong") { connection in
            try connection.execute("CREATE TABLE left_behind (x INT)")
            try connection.execute("INSERT INTO nowhere VALUES (1)")
        }
        let migrator = project.migrator(from: [.locations, .swift([wrong])])
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.migrate() })
        #expect(error.code == .failedVersionedMigration)
        #expect(error.failure?.displayPath == "SwiftwayTests/SwiftMigrationTests.swift")
        #expect(error.failure?.line == line)
        #expect(error.failure?.statement == "INSERT INTO nowhere VALUES (1)")
        #expect(error.report?.migrations.map(\.version) == ["1"])
        #expect(error.advice?.contains("was rolled back whole") == true)
        #expect(try project.history() == ["1: 1 SQL V1__stations.sql"])
        #expect(try !project.database.tables().contains("left_behind"))
    }

    private struct Unwilling: Error, CustomStringConvertible { let description = "no such call sign" }

    @Test func otherErrorsFailItToo() async throws {
        let project = try Project(.sqlite, Self.scripts)
        let unwilling = SwiftMigration(version: "2", description: "Unwilling") { connection in
            try connection.execute("DELETE FROM station")
            throw Unwilling()
        }
        let migrator = project.migrator(from: [.locations, .swift([unwilling])])
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.migrate() })
        #expect(error.message == "V2__Unwilling.swift failed: no such call sign")
        #expect(error.advice?.contains("SwiftwayTests/SwiftMigrationTests.swift:") == true)
        #expect(try project.database.rows("SELECT count(*) FROM station") == [["1"]])
    }

    @Test(arguments: DatabaseKind.allCases) func theTransactionIsNotTheirs(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        for end in ["COMMIT", "ROLLBACK", "INSERT INTO station VALUES ('K1', 'K'); COMMIT"] {
            let ending = SwiftMigration(version: "2", description: "Ending") { try $0.execute(end) }
            let migrator = project.migrator(from: [.locations, .swift([ending])])
            let error = try #require(await failure { () throws(MigrationError) in try await migrator.migrate() })
            #expect(error.message.contains("cannot stand in a migration that runs in one transaction"))
            #expect(error.message.contains("isTransactional: false"))
        }
        #expect(try project.database.rows("SELECT count(*) FROM station") == [["1"]])
        let careful = SwiftMigration(version: "2", description: "Careful") { connection in
            try connection.execute("SAVEPOINT s; DELETE FROM station; ROLLBACK TO SAVEPOINT s")
        }
        try await project.migrator(from: [.locations, .swift([careful])]).migrate()
        #expect(try project.database.rows("SELECT count(*) FROM station") == [["1"]])
    }

    @Test(arguments: DatabaseKind.allCases) func withoutATransactionTheyBeginAnewAfterAFailure(kind: DatabaseKind)
        async throws
    {
        let project = try Project(kind, Self.scripts)
        let isWell = Mutex(false)
        let index = SwiftMigration(version: "2", description: "Index", isTransactional: false) { connection in
            let how = connection.kind == .postgreSQL ? "CONCURRENTLY " : ""
            try connection.execute("CREATE INDEX \(how)IF NOT EXISTS station_area ON station (area)")
            if !isWell.withLock({ $0 }) { throw Unwilling() }
        }
        let migrator = project.migrator(from: [.locations, .swift([index])])
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.migrate() })
        #expect(error.advice?.contains("it begins anew") == true)
        #expect(try project.history().last == "2: 2 JDBC V2__Index.swift failed")
        isWell.withLock { $0 = true }
        try await migrator.migrate()
        #expect(try project.history().dropFirst() == ["2: 2 JDBC V2__Index.swift", "3: 3 SQL V3__not_null.sql"])
    }

    @Test(arguments: DatabaseKind.allCases) func repeatablesRunAgainWithAnotherChecksum(kind: DatabaseKind) async throws
    {
        let project = try Project(kind, Self.scripts)
        func migrator(_ checksum: Int32) -> Migrator {
            let fill = SwiftMigration(repeatable: "Fill areas", checksum: checksum) {
                try $0.execute("INSERT INTO area VALUES ('DL')")
            }
            return project.migrator(from: [.locations, .swift([fill])])
        }
        try await migrator(1).migrate()
        try await migrator(1).migrate()
        try await migrator(2).migrate()
        #expect(try project.database.rows("SELECT count(*) FROM area") == [["2"]])
        #expect(
            try project.history().suffix(2).map { $0.dropFirst(3) } == [
                "- JDBC R__Fill_areas.swift", "- JDBC R__Fill_areas.swift",
            ])
    }

    @Test func oneVersionIsOneMigration() async throws {
        let project = try Project(.sqlite, Self.scripts)
        let third = SwiftMigration(version: "3.0", description: "Third") { _ in }
        let migrator = project.migrator(from: [.locations, .swift([third])])
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.migrate() })
        #expect(error.code == .duplicateVersionedMigration)
        #expect(error.message.contains("SwiftwayTests/SwiftMigrationTests.swift:"))
        #expect(error.message.contains("(JDBC)"))
    }

    @Test(arguments: ["", "x", "1..2"]) func versionsAreVersions(text: String) async throws {
        let project = try Project(.sqlite)
        let migrator = project.migrator(
            from: [.swift([SwiftMigration(version: text, description: "Any") { _ in }])])
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.migrate() })
        #expect(error.code == .configuration)
    }

    @Test(arguments: DatabaseKind.allCases) func cancellingRollsBackWithinASecond(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        let begun = AsyncStream<Void>.makeStream()
        let endless = SwiftMigration(version: "2", description: "Endless") { connection in
            try connection.execute("DELETE FROM station")
            begun.continuation.finish()
            while true { try connection.query("SELECT 1") }
        }
        let migrator = project.migrator(from: [.locations, .swift([endless])])
        let run = Task {
            defer { begun.continuation.finish() }
            return try await migrator.migrate()
        }
        for await _ in begun.stream {}
        run.cancel()
        let error = await #expect(throws: MigrationError.self) { try await run.value }
        #expect(error?.code == .interrupted)
        #expect(try project.database.rows("SELECT count(*) FROM station") == [["1"]])
        #expect(try project.history() == ["1: 1 SQL V1__stations.sql"])
    }

    @Test func theConnectionEndsWithTheMigration() async throws {
        let project = try Project(.sqlite)
        let kept = Mutex<Kept?>(nil)
        let keeping = SwiftMigration(version: "1", description: "Keeping") { connection in
            let connection = Kept(connection: connection)
            kept.withLock { $0 = connection }
        }
        try await project.migrator(from: [.swift([keeping])]).migrate()
        let connection = try #require(kept.withLock { $0 })
        #expect(throws: DatabaseError.self) { try connection.connection.execute("SELECT 1") }
    }

    /// Only this test does what nobody should.
    private struct Kept: @unchecked Sendable { let connection: MigrationConnection }

    @Test func copyHasItsDataBehindIt() async throws {
        let project = try Project(.postgreSQL, Self.scripts)
        let copy = SwiftMigration(version: "4", description: "Copy") { connection in
            try connection.execute("COPY area FROM STDIN;\nDL\nK\n\\.\n")
            #expect(connection.schema == project.database.schema)
            #expect(connection.serverVersion > 90_000)
        }
        try await project.migrator(from: [.locations, .swift([copy])]).migrate()
        #expect(try project.database.rows("SELECT name FROM area ORDER BY 1") == [["DL"], ["K"]])
    }
}
