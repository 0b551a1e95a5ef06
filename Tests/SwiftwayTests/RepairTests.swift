import Swiftway
import TestSupport
import Testing

@Suite("Repair", .fewAtOnce) struct RepairTests {
    @Test(arguments: DatabaseKind.allCases) func removesFailedRows(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "INSERT INTO nowhere VALUES (1);",
                "V2__b.sql.conf": "executeInTransaction=false",
            ])
        #expect(await project.migrateFails() != nil)
        #expect(try project.history().last == "2: 2 SQL V2__b.sql failed")
        let report = try await project.migrator().repair()
        #expect(report.removed.map(\.version) == ["2"])
        #expect(report.deleted.isEmpty)
        #expect(report.aligned.isEmpty)
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
    }

    @Test(arguments: DatabaseKind.allCases) func marksWhatHasNoFileAsDeleted(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);",
                "R__c.sql": "DELETE FROM a;",
            ])
        try await project.migrate()
        try project.remove("V1__a.sql")
        try project.remove("R__c.sql")
        let report = try await project.migrator().repair()
        #expect(report.deleted.map(\.description) == ["a", "c"])
        #expect(
            try project.history() == [
                "1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql", "3: - SQL R__c.sql", "4: 1 DELETE V1__a.sql",
                "5: - DELETE R__c.sql",
            ])
        let rows = try project.database.rows(
            "SELECT version, description, script, checksum FROM flyway_schema_history ORDER BY installed_rank")
        #expect(rows[3] == rows[0])
        #expect(rows[4] == rows[2])
        #expect(try await project.states() == ["1 Deleted", "2 Success", "c Deleted", "c Success"])
        #expect(try await project.migrator().validate().succeeded)
        #expect(try await project.migrator().repair() == RepairReport())
    }

    @Test(arguments: DatabaseKind.allCases) func aDeletedMigrationThatComesBackIsRunAgain(kind: DatabaseKind)
        async throws
    {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "R__b.sql": "INSERT INTO a VALUES (1);"])
        try await project.migrate()
        try project.remove("R__b.sql")
        _ = try await project.migrator().repair()
        try project.write("INSERT INTO a VALUES (1);", to: "R__b.sql")
        #expect(try await project.migrate().migrations.map(\.description) == ["b"])
        #expect(try project.database.column("SELECT count(*) FROM a") == ["2"])
    }

    @Test(arguments: DatabaseKind.allCases) func takesOverWhatTheFilesSay(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);"])
        try await project.migrate()
        try project.write("CREATE TABLE a (x INTEGER);", to: "V1__a.sql")
        try project.remove("V2__b.sql")
        try project.write("CREATE TABLE b (x INT);", to: "V2__the_b_side.sql")
        let findings = try await project.migrator().validate().invalid
        #expect(findings.map(\.code) == [.checksumMismatch, .descriptionMismatch])
        let report = try await project.migrator().repair()
        #expect(report.aligned.map(\.version) == ["1", "2"])
        #expect(try await project.migrator().validate().succeeded)
        let rows = try project.database.rows(
            "SELECT description, script FROM flyway_schema_history ORDER BY installed_rank")
        // As in Flyway the name of the file is left as it was.
        #expect(rows == [["a", "V1__a.sql"], ["the b side", "V2__b.sql"]])
        #expect(try await project.migrate().migrations.isEmpty)
    }

    @Test(arguments: DatabaseKind.allCases) func aRankThatBecameFreeIsUsedAgain(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);",
                "V3__c.sql": "INSERT INTO nowhere VALUES (1);", "V3__c.sql.conf": "executeInTransaction=false",
            ])
        #expect(await project.migrateFails() != nil)
        try project.remove("V1__a.sql")
        _ = try await project.migrator().repair()
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql", "3: 1 DELETE V1__a.sql"])
    }

    @Test(arguments: DatabaseKind.allCases) func withoutAHistoryThereIsNothingToRepair(kind: DatabaseKind) async throws
    {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        #expect(try await project.migrator().repair() == RepairReport())
        #expect(project.log.lines.contains { $0.hasSuffix("not necessary as table doesn't exist.") })
        #expect(try project.database.tables() == [])
    }
}
