import Swiftway
import SwiftwayCore
import TestSupport
import Testing

/// History rows as another program, or a person, may leave them.
@Suite("Odd history", .fewAtOnce) struct OddHistoryTests {
    private static let columns = """
        "version" TEXT, "description" TEXT, "type" TEXT, "script" TEXT, "checksum" INT, "installed_by" TEXT,
        "installed_on" TEXT, "execution_time" INT, "success"
        """

    /// A table that was made by hand, and rows whose files are gone, given by rank and success.
    private func project(
        rankType: String, _ rows: [(rank: String, success: String)], _ scripts: [String: String]
    ) throws -> Project {
        var project = try Project(.sqlite, scripts)
        project.settings.plan.ignoreMigrationPatterns = [IgnorePattern(kind: .any, state: .any)]
        try project.database.rows(
            "CREATE TABLE flyway_schema_history (\"installed_rank\" \(rankType), \(Self.columns))")
        for (number, row) in rows.enumerated() {
            try project.database.rows(
                """
                INSERT INTO flyway_schema_history VALUES (\(row.rank), '0.\(number + 1)', 'd\(number)', 'SQL',
                    'V0_\(number + 1)__d\(number).sql', NULL, 'x', '2024-01-01 00:00:00', 0, \(row.success))
                """)
        }
        return project
    }

    private static let rankTypes = ["", "TEXT", "INT", "BLOB", "VARCHAR(10)"]

    /// '9' comes behind '10' where texts are sorted, and behind 10 where both kinds are.
    @Test(.timeLimit(.minutes(10)), arguments: rankTypes, ["VACUUM;", "CREATE TABLE a (x INT);"])
    func ranksAsTextsWithGapsAreCounted(rankType: String, sql: String) async throws {
        let project = try project(rankType: rankType, [("'2'", "1"), ("'9'", "1"), ("10", "1")], ["V1__a.sql": sql])
        #expect(try await project.migrate().migrations.count == 1)
        #expect(
            try project.database.column("SELECT CAST(installed_rank AS INT) FROM flyway_schema_history ORDER BY 1")
                == ["2", "9", "10", "11"])
        #expect(try await project.migrate().migrations.count == 0)
    }

    @Test(arguments: [
        ("2.5", "has the installed_rank '2.5', which is no whole number"), ("'x'", "has the installed_rank 'x'"),
        ("NULL", "has a row without an installed_rank"), ("9223372036854775807", "which is no whole number of 32 bits"),
    ]) func ranksThatAreNoneAreToldByName(rank: String, words: String) async throws {
        let project = try project(rankType: "", [(rank, "1")], ["V1__a.sql": "CREATE TABLE a (x INT);"])
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains(words))
        #expect(try project.database.tables() == [])
    }

    @Test func theHighestRankHasNoneBehindIt() async throws {
        let project = try project(
            rankType: "INT", [("2147483647", "1")], ["V1__a.sql": "CREATE TABLE a (x INT);"])
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains("has reached the highest installed_rank, 2147483647"))
        #expect(try project.database.tables() == [])
    }

    /// By its rank alone the other row would be removed too.
    @Test func repairRefusesWhatItCannotTellApart() async throws {
        let project = try project(rankType: "INT", [("1", "1"), ("1", "0")], [:])
        let migrator = project.migrator()
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.repair() })
        #expect(error.message.contains("has 2 rows with the installed_rank 1"))
        #expect(try project.history().count == 2)
    }

    @Test func repairFindsARankThatIsAText() async throws {
        let project = try project(rankType: "", [("'1'", "'true'"), ("'2'", "'f'")], [:])
        let report = try await project.migrator().repair()
        #expect(report.removed.count == 1)
        #expect(try project.database.column("SELECT installed_rank FROM flyway_schema_history") == ["1"])
    }

    @Test(arguments: [("'t'", true), ("'TRUE'", true), ("2", true), ("'f'", false), ("NULL", false), ("0.0", false)])
    func successInOtherWords(success: String, isTrue: Bool) async throws {
        let project = try project(rankType: "INT", [("1", success)], [:])
        #expect(try await project.states() == ["0.1 \(isTrue ? "Future" : "Failed (Future)")"])
    }

    @Test func successThatIsNeither() async throws {
        let project = try project(rankType: "INT", [("1", "'perhaps'")], [:])
        let migrator = project.migrator()
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.info() })
        #expect(error.message.contains("says 'perhaps' in the column success at installed_rank 1"))
    }

    @Test func aRunThatLooksInVainEnds() throws {
        let table = QualifiedName(schema: "main", name: "h")
        var looks = HistoryLooks([])
        try looks.add([], of: table)
        try looks.add([], of: table)
        #expect(throws: MigrationError.self) { try looks.add([], of: table) }
    }

    /// Another process applies something each time.
    @Test func aRunThatLooksTooOftenEnds() throws {
        let table = QualifiedName(schema: "main", name: "h")
        var looks = HistoryLooks([])
        var count = 0
        #expect(throws: MigrationError.self) {
            while count < 1_000_000 {
                count += 1
                try looks.add(
                    [
                        HistoryRow(
                            installedRank: count, version: nil, description: "", type: .sql, script: "", checksum: nil)
                    ], of: table)
            }
        }
        #expect(count == 10_000)
    }
}
