import Swiftway
import TestSupport
import Testing

/// Programs as migrations and callbacks.
@Suite("Programs", .fewAtOnce) struct ProgramTests {
    @Test(arguments: DatabaseKind.allCases) func runInTheirTurn(kind: DatabaseKind) async throws {
        var project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);",
                "V2__b.sh": """
                printf '%s\\n' "$FLYWAY_URL" "$FP__name__" "$FP__flyway_filename__" >"$(dirname "$0")/seen.txt"
                echo to one; echo to the other >&2
                """,
                "V3__c.sql": "CREATE TABLE c (x INT);", "afterMigrate__d.sh": "echo $((6 * 7))",
            ])
        project.settings.placeholders.placeholders = ["name": "a value"]
        try await project.migrate()
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SCRIPT V2__b.sh", "3: 3 SQL V3__c.sql"])
        let seen = try project.folder.text("seen.txt").split(separator: "\n").map(String.init)
        #expect(seen == [project.database.url, "a value", "V2__b.sh"])
        let lines = project.log.lines
        #expect(lines.contains("Executing sh \(project.folder.path(of: "V2__b.sh")) "))
        #expect(lines.contains("to one\nto the other"))
        #expect(lines.contains("Executing script callback: afterMigrate - d"))
        #expect(lines.contains("42"))
        #expect(try await project.migrate().migrations.isEmpty)
    }

    @Test(arguments: DatabaseKind.allCases) func aStatusIsAFailure(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sh": "echo what went wrong; exit 3"])
        let error = try #require(await project.migrateFails())
        #expect(error.message == "Migration failed !")
        #expect(try #require(error.advice).contains("V2__b.sh ended with status 3."))
        #expect(project.log.lines.contains("what went wrong"))
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
    }
}
