import Swiftway
import TestSupport
import Testing

@Suite("Group", .fewAtOnce) struct GroupTests {
    private func project(_ kind: DatabaseKind, _ scripts: [String: String]) throws -> Project {
        var project = try Project(kind, scripts)
        project.settings.execution.group = true
        return project
    }

    @Test(arguments: DatabaseKind.allCases) func nothingOfAGroupStaysWhereOneFails(kind: DatabaseKind) async throws {
        let project = try project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "INSERT INTO a VALUES (1);",
                "V3__c.sql": "INSERT INTO nowhere VALUES (1);",
            ])
        let error = try #require(await project.migrateFails())
        #expect(error.failure?.script == "V3__c.sql")
        #expect(error.report?.migrations.isEmpty == true)
        #expect(try project.database.tables() == [])
        #expect(try project.history() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func aGroupIsRecordedLikeSingleMigrations(kind: DatabaseKind) async throws {
        let project = try project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "INSERT INTO a VALUES (1);",
                "R__c.sql": "UPDATE a SET x = 2;",
            ])
        #expect(try await project.migrate().migrations.count == 3)
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql", "3: - SQL R__c.sql"])
        #expect(try project.database.column("SELECT x FROM a") == ["2"])
    }

    @Test func aGroupIsOneTransaction() async throws {
        let project = try project(
            .postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);"])
        try await project.migrate()
        #expect(try project.database.rows("SELECT DISTINCT xmin FROM flyway_schema_history").count == 1)
    }

    @Test(arguments: DatabaseKind.allCases) func refusesToMixInAGroup(kind: DatabaseKind) async throws {
        let project = try project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "VACUUM;"])
        let error = try #require(await project.migrateFails())
        #expect(error.message.hasSuffix("First offending migration: \"2 b\" [non-transactional]"))
        #expect(error.code == .failedVersionedMigration)
        #expect(error.report?.migrations.isEmpty == true)
        #expect(try project.database.tables() == [])
        try await project.migrate { $0.scripts.mixed = true }
        #expect(try project.history().count == 2)
    }

    /// The first one says what the group is like.
    @Test(arguments: DatabaseKind.allCases) func namesTheFirstThatDiffers(kind: DatabaseKind) async throws {
        let project = try project(
            kind, ["V1__a.sql": "VACUUM;", "V2__b.sql": "VACUUM;", "R__c.sql": "CREATE TABLE c (x INT);"])
        let error = try #require(await project.migrateFails())
        #expect(error.message.hasSuffix("First offending migration: \" c\""))
        #expect(error.code == .failedRepeatableMigration)
    }
}
