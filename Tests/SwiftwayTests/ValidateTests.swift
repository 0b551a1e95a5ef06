import Swiftway
import TestSupport
import Testing

@Suite("Validate", .fewAtOnce) struct ValidateTests {
    @Test(arguments: DatabaseKind.allCases) func findsEverythingAtOnce(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);",
                "V3__c.sql": "CREATE TABLE c (x INT);", "V5__e.sql": "CREATE TABLE e (x INT);",
                "R__f.sql": "DELETE FROM a;", "R__g.sql": "DELETE FROM a;",
            ])
        try await project.migrate()
        let clean = try await project.migrator().validate()
        #expect(clean.succeeded)
        #expect(clean.count == 6)
        #expect(clean.files.count == 6)

        try project.write("CREATE TABLE a (x BIGINT);", to: "V1__a.sql")
        try project.remove("V2__b.sql")
        try project.remove("V3__c.sql")
        try project.write("CREATE TABLE c (x INT);", to: "V3__see.sql")
        try project.write("CREATE TABLE d (x INT);", to: "V4__d.sql")
        try project.write("CREATE TABLE h (x INT);", to: "V6__h.sql")
        try project.write("DELETE FROM c;", to: "R__f.sql")
        try project.remove("R__g.sql")
        let report = try await project.migrator().validate()
        #expect(!report.succeeded)
        #expect(
            report.invalid.map { "\($0.version ?? $0.description) \($0.code.name)" } == [
                "1 CHECKSUM_MISMATCH", "2 APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED", "3 DESCRIPTION_MISMATCH",
                "f OUTDATED_REPEATABLE_MIGRATION", "g APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED",
                "4 RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED", "6 RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED",
                "f RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED",
            ])
        #expect(report.invalid.first?.absolutePath == project.folder.path(of: "V1__a.sql"))
        #expect(report.invalid[1].absolutePath == nil)
    }

    @Test(arguments: DatabaseKind.allCases) func passesOverWhatPatternsName(kind: DatabaseKind) async throws {
        var project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V3__c.sql": "CREATE TABLE c (x INT);"])
        try await project.migrate()
        try project.remove("V1__a.sql")
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        try project.write("CREATE TABLE d (x INT);", to: "V4__d.sql")
        for (patterns, left) in [
            ([], ["1", "2", "4"]), (["*:missing"], ["2", "4"]), (["versioned:missing", "*:ignored"], ["4"]),
            (["repeatable:missing", "*:pending"], ["1", "2"]), (["*:*"], []),
        ] {
            project.settings.plan.ignoreMigrationPatterns = try patterns.map { try IgnorePattern($0) }
            #expect(try await project.migrator().validate().invalid.map(\.version) == left, "\(patterns)")
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aNewerDatabaseIsNoFinding(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);"])
        try await project.migrate()
        try project.remove("V2__b.sql")
        #expect(try await project.migrator().validate().succeeded)
        let strict = project.migrator { $0.plan.ignoreMigrationPatterns = [] }
        #expect(try await strict.validate().invalid.map(\.version) == ["2"])
    }

    @Test(arguments: DatabaseKind.allCases) func migrateRefusesWhatDoesNotValidate(kind: DatabaseKind) async throws {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        try project.write("CREATE TABLE a (y INT);", to: "V1__a.sql")
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        let error = try #require(await project.migrateFails())
        #expect(error.code == .validation)
        #expect(error.message.hasPrefix("Validate failed: Migrations have failed validation\n"))
        #expect(
            error.message.contains("Migration checksum mismatch for migration version 1\n-> Applied to database : "))
        #expect(try project.database.tables() == ["a"])
        try await project.migrate { $0.plan.validateOnMigrate = false }
        #expect(try project.database.tables() == ["a", "b"])
    }

    @Test func aSchemaThatIsNotThereIsAFinding() async throws {
        var project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.schemas.schemas = ["nowhere"]
        let report = try await project.migrator().validate()
        #expect(report.missingSchema == "nowhere")
        #expect(!report.succeeded)
    }
}
