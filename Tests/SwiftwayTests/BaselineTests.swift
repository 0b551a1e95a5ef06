import Swiftway
import TestSupport
import Testing

@Suite("Baseline", .fewAtOnce) struct BaselineTests {
    private static let scripts = [
        "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);",
        "V3__c.sql": "CREATE TABLE c (x INT);",
    ]

    /// A database that was there before.
    private func project(_ kind: DatabaseKind) throws -> Project {
        var project = try Project(kind, Self.scripts)
        try project.database.rows("CREATE TABLE old (x INT)")
        project.settings.baseline.baselineVersion = MigrationVersion(2)
        return project
    }

    @Test(arguments: DatabaseKind.allCases) func migratingStartsBehindTheBaseline(kind: DatabaseKind) async throws {
        let project = try project(kind)
        let report = try await project.migrator().baseline()
        #expect(report.baselineVersion == "2")
        let marker = "<< Flyway Baseline >>"
        #expect(try project.history() == ["1: 2 BASELINE \(marker)"])
        #expect(
            try project.database.rows("SELECT description, checksum, execution_time FROM flyway_schema_history")
                == [[marker, nil, "0"]])
        #expect(
            try await project.states() == ["1 Below Baseline", "2 Ignored (Baseline)", "2 Baseline", "3 Pending"])
        #expect(try await project.migrate().migrations.map(\.version) == ["3"])
        #expect(try project.database.tables() == ["c", "old"])
    }

    @Test(arguments: DatabaseKind.allCases) func theSameBaselineAgainChangesNothing(kind: DatabaseKind) async throws {
        let project = try project(kind)
        _ = try await project.migrator().baseline()
        _ = try await project.migrator().baseline()
        #expect(try project.history().count == 1)
        #expect(try #require(project.log.lines.last).hasSuffix("(2,<< Flyway Baseline >>). Skipping."))
    }

    @Test(arguments: DatabaseKind.allCases) func theSameBaselineIsNamedAsItIsWritten(kind: DatabaseKind) async throws {
        let project = try project(kind)
        _ = try await project.migrator().baseline()
        let report = try await project.migrator { $0.baseline.baselineVersion = MigrationVersion("2.0")! }.baseline()
        #expect(report.baselineVersion == "2.0")
        #expect(try #require(project.log.lines.last).hasSuffix("(2.0,<< Flyway Baseline >>). Skipping."))
    }

    @Test(arguments: DatabaseKind.allCases) func anotherBaselineIsRefused(kind: DatabaseKind) async throws {
        let project = try project(kind)
        _ = try await project.migrator().baseline()
        let migrator = project.migrator { $0.baseline.baselineDescription = "it's another" }
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.baseline() })
        #expect(
            error.message.contains(
                "with (2,it's another) as it has already been baselined with (2,<< Flyway Baseline >>)"))
        #expect(try project.history().count == 1)
    }

    @Test(arguments: DatabaseKind.allCases) func aDescriptionMayContainQuotes(kind: DatabaseKind) async throws {
        let project = try project(kind)
        _ = try await project.migrator { $0.baseline.baselineDescription = "it's old" }.baseline()
        #expect(try project.history() == ["1: 2 BASELINE it's old"])
    }

    @Test(arguments: DatabaseKind.allCases) func aMigratedDatabaseIsNotBaselined(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        try await project.migrate()
        let migrator = project.migrator()
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.baseline() })
        #expect(error.message.contains("as it already contains migrations"))
        #expect(try project.history().count == 3)
    }

    @Test(arguments: DatabaseKind.allCases) func aDatabaseInUseIsNotMigratedUnasked(kind: DatabaseKind) async throws {
        let project = try project(kind)
        let error = try #require(await project.migrateFails())
        #expect(error.code == .nonEmptySchema)
        #expect(error.message.hasPrefix("Found non-empty schema(s) \"\(project.database.schema)\""))
        #expect(try project.database.tables() == ["old"])
        #expect(try !project.hasHistory())
    }

    @Test(arguments: DatabaseKind.allCases) func baselineOnMigrateDoesBoth(kind: DatabaseKind) async throws {
        let project = try project(kind)
        try await project.migrate { $0.baseline.baselineOnMigrate = true }
        #expect(try project.history() == ["1: 2 BASELINE << Flyway Baseline >>", "2: 3 SQL V3__c.sql"])
    }

    @Test(arguments: DatabaseKind.allCases) func baselineOnMigrateCreatesSchemasOnce(kind: DatabaseKind) async throws {
        let project = try project(kind)
        try project.write("INSERT INTO old VALUES (1);", to: "beforeCreateSchema.sql")
        try project.write("INSERT INTO old VALUES (2);", to: "beforeBaseline.sql")
        try await project.migrate { $0.baseline.baselineOnMigrate = true }
        #expect(try project.database.column("SELECT x FROM old ORDER BY x") == ["1", "2"])
    }

    @Test(arguments: DatabaseKind.allCases) func baselineOnMigrateIsForUsedSchemas(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        try await project.migrate { $0.baseline.baselineOnMigrate = true }
        #expect(try project.history().count == 3)
        #expect(project.log.lines.contains { $0.hasPrefix("All configured schemas are empty; a baseline marker") })
    }

    // MARK: B files

    private static let withBaselines = scripts.merging([
        "B1__a.sql": "CREATE TABLE base1 (x INT);", "B2__ab.sql": "CREATE TABLE base2 (x INT);",
    ]) { one, _ in one }

    @Test(arguments: DatabaseKind.allCases) func theHighestBaselineFileStandsForAllBelow(kind: DatabaseKind)
        async throws
    {
        let project = try Project(kind, Self.withBaselines)
        #expect(
            try await project.states() == [
                "1 Below Baseline", "1 Below Baseline", "2 Ignored (Baseline)", "2 Pending", "3 Pending",
            ])
        let report = try await project.migrate()
        #expect(report.migrations.map(\.category) == ["Baseline", "Versioned"])
        #expect(try project.history() == ["1: 2 SQL_BASELINE B2__ab.sql", "2: 3 SQL V3__c.sql"])
        #expect(try project.database.tables() == ["base2", "c"])
        #expect(try await project.migrator().validate().succeeded)
    }

    @Test(arguments: DatabaseKind.allCases) func baselineFilesAreNothingToAUsedHistory(kind: DatabaseKind) async throws
    {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        for (name, sql) in Self.withBaselines where name != "V1__a.sql" { try project.write(sql, to: name) }
        #expect(try await project.migrate().migrations.map(\.version) == ["2", "3"])
        #expect(try project.database.tables() == ["a", "b", "c"])
    }
}
