import Swiftway
import TestSupport
import Testing

/// Scripts of more than four megabytes are not held: they are read once to plan them, and once more while they run.
@Suite("Long scripts", .fewAtOnce) struct LongScriptTests {
    private static let count = 120_000
    private static let padding = String(repeating: "x", count: 40)

    private static func copy(_ rows: Range<Int>) -> String {
        let lines = rows.map { "\($0)\tö \(padding)\n" }.joined()
        return "COPY long (id, text) FROM stdin;\n\(lines)\\.\n"
    }

    @Test func copyDataFlows() async throws {
        let script =
            "CREATE TABLE long (id INT PRIMARY KEY, text TEXT);\n" + Self.copy(0..<Self.count)
            + "INSERT INTO long VALUES (-1, '${who}');\n" + Self.copy(Self.count..<Self.count + 5)
        #expect(script.utf8.count > 4 * 1024 * 1024)
        let project = try Project(.postgreSQL, ["V1__long.sql": script])
        try await project.migrate { $0.placeholders.placeholders["who"] = "me" }
        #expect(try project.database.column("SELECT count(*) FROM long") == ["\(Self.count + 6)"])
        #expect(try project.database.column("SELECT text FROM long WHERE id = -1") == ["me"])
        #expect(try project.database.column("SELECT text FROM long WHERE id = 77777") == ["ö \(Self.padding)"])
        #expect(try await project.migrator().validate().succeeded)
    }

    @Test func aBadLineOfDataIsToldAndTakesEverythingBack() async throws {
        let script =
            "CREATE TABLE long (id INT PRIMARY KEY, text TEXT);\n" + Self.copy(0..<Self.count) + Self.copy(0..<1)
        let project = try Project(.postgreSQL, ["V1__long.sql": script])
        let error = await project.migrateFails()
        #expect(error?.databaseError?.sqlState == "23505")
        #expect(error?.failure?.line == Self.count + 4)
        #expect(try project.database.tables() == [])
        #expect(try project.history() == [])
    }

    @Test func dataWithoutItsEndIsSeenBeforeAnythingIsRun() async throws {
        let script = "CREATE TABLE long (id INT, text TEXT);\n" + Self.copy(0..<Self.count).dropLast(3)
        let project = try Project(.postgreSQL, ["V1__long.sql": script])
        let error = await project.migrateFails()
        #expect(error?.message.contains("COPY at line 2 col 1 has no end") == true)
        #expect(try project.database.tables() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func statementsFlow(kind: DatabaseKind) async throws {
        let inserts = (0..<4000).map { "INSERT INTO long VALUES (\($0), '\(String(repeating: "y;", count: 600))');\n" }
        var script = "CREATE TABLE long (id INT PRIMARY KEY, text TEXT);\n" + inserts.joined()
        let project = try Project(kind, ["V1__long.sql": script + "INSERT INTO nowhere VALUES (1);\n"])
        let error = await project.migrateFails()
        #expect(error?.failure?.line == 4002)
        #expect(try project.database.tables() == [])
        script += "-- the end"
        try project.write(script, to: "V1__long.sql")
        try await project.migrate()
        #expect(try project.database.column("SELECT count(*) FROM long") == ["4000"])
    }
}
