import Swiftway
import TestSupport
import Testing

@Suite("Repeatables", .fewAtOnce) struct RepeatableTests {
    @Test(arguments: DatabaseKind.allCases) func runAgainWhenTheyChange(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "R__b.sql": "INSERT INTO a VALUES (1);"])
        try await project.migrate()
        #expect(try await project.migrate().migrations.isEmpty)
        try project.write("INSERT INTO a VALUES (2);", to: "R__b.sql")
        #expect(try await project.migrate().migrations.map(\.description) == ["b"])
        #expect(try project.database.column("SELECT x FROM a ORDER BY x") == ["1", "2"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: - SQL R__b.sql", "3: - SQL R__b.sql"])
    }

    @Test(arguments: DatabaseKind.allCases) func runBehindVersionsInOrderOfTheirNames(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "R__a.sql": "SELECT 1;", "R__Z.sql": "SELECT 1;", "R__10.sql": "SELECT 1;", "R__9.sql": "SELECT 1;",
                "V7__last.sql": "CREATE TABLE a (x INT);",
            ])
        #expect(try await project.migrate().migrations.map(\.description) == ["last", "10", "9", "Z", "a"])
    }

    @Test(arguments: DatabaseKind.allCases) func runAgainWhenAPlaceholderChanges(kind: DatabaseKind) async throws {
        var project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (${column} INT);",
                "R__b.sql": "DELETE FROM a; INSERT INTO a VALUES (${number});",
            ])
        project.settings.placeholders.placeholders = ["column": "x", "number": "1"]
        try await project.migrate()
        project.settings.placeholders.placeholders = ["column": "y", "number": "2"]
        #expect(try await project.migrate().migrations.map(\.description) == ["b"])
        #expect(try project.database.column("SELECT x FROM a") == ["2"])
    }

    /// The text of such a file is another one at every look.
    @Test(arguments: DatabaseKind.allCases) func oneWithATimestampRunsOncePerRun(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            ["V1__a.sql": "CREATE TABLE a (x INT);", "R__b.sql": "INSERT INTO a VALUES (1); -- ${flyway:timestamp}"])
        try await project.migrate()
        #expect(try project.database.column("SELECT count(*) FROM a") == ["1"])
    }

    @Test(arguments: DatabaseKind.allCases) func aChecksumOfTheTextAsWrittenIsAccepted(kind: DatabaseKind) async throws
    {
        var project = try Project(kind, ["R__b.sql": "SELECT ${number};"])
        project.settings.placeholders.placeholders = ["number": "1"]
        try await project.migrate()
        let stored = try project.database.column("SELECT checksum FROM flyway_schema_history")
        project.settings.placeholders.placeholderReplacement = false
        let raw = try #require(try await project.migrator().info().entries.last?.resolved?.checksum)
        #expect(stored != ["\(raw)"])
        try project.database.rows("UPDATE flyway_schema_history SET checksum = \(raw)")
        project.settings.placeholders.placeholderReplacement = true
        #expect(try await project.migrate().migrations.isEmpty)
        #expect(try await project.migrator().repair().aligned.count == 1)
        #expect(try project.database.column("SELECT checksum FROM flyway_schema_history") == stored)
    }
}
