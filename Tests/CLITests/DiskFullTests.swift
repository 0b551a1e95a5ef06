import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// There is no room left: the migration that does not fit leaves nothing, those before it stay, and as soon as there is
/// room the next run goes on.
@Suite("Disk full", .fewAtOnce) struct DiskFullTests {
    /// The second one does not fit where there is room for a megabyte. Rows that do not compress.
    private static func scripts(_ kind: DatabaseKind) -> [String: String] {
        let row = kind == .sqlite ? "randomblob(4000)" : "string_agg(md5(random()::text), '')"
        let rows =
            kind == .sqlite
            ? """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
            INSERT INTO large SELECT i, \(row) FROM n;
            """
            : """
            INSERT INTO large SELECT i, \(row) FROM generate_series(1, 1000) AS i, generate_series(1, 125) AS j GROUP BY i;
            """
        return [
            "V1__small.sql": "CREATE TABLE small (x INT);\nINSERT INTO small VALUES (1);",
            "V2__large.sql": """
            INSERT INTO small VALUES (2);
            CREATE TABLE large (x INT, y TEXT);
            \(rows)
            INSERT INTO small VALUES (3);
            """,
            "V3__after.sql": "CREATE TABLE after (x INT);",
        ]
    }

    /// Nothing of V2, and V1 as it was.
    private func expectFirstOnly(_ shack: Shack, _ output: Program.Output) throws {
        #expect(output.status == 1)
        #expect(output.errors.contains("V2__large.sql"), "\(output.errors)")
        #expect(!output.text.contains("Successfully applied"))
        #expect(try shack.versions() == ["1"])
        #expect(try shack.database.tables() == ["small"])
        #expect(try shack.database.column("SELECT x FROM small") == ["1"])
    }

    private func expectCompletion(_ shack: Shack) async throws {
        let output = try await shack.run("migrate")
        #expect(output.status == 0, "\(output.errors)")
        #expect(try shack.versions() == ["1", "2", "3"])
        #expect(try shack.database.tables() == ["after", "large", "small"])
        #expect(try shack.database.column("SELECT count(*) FROM large") == ["1000"])
        #expect(try shack.database.column("SELECT x FROM small ORDER BY x") == ["1", "2", "3"])
        #expect(try await shack.run("validate").status == 0)
    }

    // MARK: SQLite

    static let modes: [String] = ["delete", "wal"]

    @Test(
        .timeLimit(.minutes(10)), .enabled(if: SmallDisk.isAvailable, "\(SmallDisk.whatItNeeds)"), arguments: modes)
    func aDiskOfSQLite(journal: String) async throws {
        let disk = try SmallDisk(kibibytes: 1024)
        let path = disk.path(of: "test.db")
        var program = try Program()
        program.environment["FLYWAY_URL"] = "jdbc:sqlite:\(path)?journal_mode=\(journal)"
        for (name, sql) in Self.scripts(.sqlite) { try program.folder.write(sql, to: "sql/\(name)") }
        let output = try await program.run("migrate")
        #expect(output.status == 1)
        #expect(output.errors.contains("[SQLITE_FULL] database or disk is full"), "\(output.errors)")
        #expect(output.errors.contains("V2__large.sql"))
        #expect(!output.text.contains("Successfully applied"))
        try expect(path, versions: ["1"], tables: ["flyway_schema_history", "small"])
        #expect(try SQLiteReader(path).column("SELECT x FROM small") == ["1"])
        // Once more makes nothing worse.
        #expect(try await program.run("migrate").status == 1)
        try expect(path, versions: ["1"], tables: ["flyway_schema_history", "small"])
        try disk.resize(kibibytes: 32 * 1024)
        let last = try await program.run("migrate")
        #expect(last.status == 0, "\(last.errors)")
        try expect(path, versions: ["1", "2", "3"], tables: ["after", "flyway_schema_history", "large", "small"])
        #expect(try SQLiteReader(path).column("SELECT x FROM small ORDER BY x") == ["1", "2", "3"])
    }

    private func expect(_ path: String, versions: [String], tables: [String]) throws {
        let reader = try SQLiteReader(path)
        #expect(try reader.column("PRAGMA integrity_check") == ["ok"])
        #expect(try reader.column("SELECT version FROM flyway_schema_history ORDER BY installed_rank") == versions)
        #expect(try reader.tables() == tables)
    }

    /// No room for anything at all: not even the history.
    @Test(.timeLimit(.minutes(10)), .enabled(if: SmallDisk.isAvailable, "\(SmallDisk.whatItNeeds)"))
    func aDiskWithoutAnyRoom() async throws {
        let disk = try SmallDisk(kibibytes: 256)
        try disk.occupy(kibibytes: 248)
        var program = try Program(["sql/V1__a.sql": "CREATE TABLE a (x INT);"])
        program.environment["FLYWAY_URL"] = "jdbc:sqlite:\(disk.path(of: "test.db"))"
        let output = try await program.run("migrate")
        #expect(output.status == 1)
        #expect(output.errors.contains("[SQLITE_FULL] database or disk is full"), "\(output.errors)")
        #expect(try SQLiteReader(disk.path(of: "test.db")).tables() == [])
        try disk.remove()
        let last = try await program.run("migrate")
        #expect(last.status == 0, "\(last.errors)")
        #expect(try SQLiteReader(disk.path(of: "test.db")).tables() == ["a", "flyway_schema_history"])
    }

    /// The same without a disk of its own: the database may have so many pages and no more.
    @Test(.timeLimit(.minutes(10)), arguments: modes) func aLimitOfPages(journal: String) async throws {
        var shack = try Shack(.sqlite, Self.scripts(.sqlite))
        let url = shack.database.url + "?journal_mode=\(journal)"
        shack.program.environment["FLYWAY_URL"] = "\(url)&max_page_count=200"
        let output = try await shack.run("migrate")
        #expect(output.errors.contains("[SQLITE_FULL] database or disk is full"), "\(output.errors)")
        try expectFirstOnly(shack, output)
        try expectFirstOnly(shack, try await shack.run("migrate"))
        shack.program.environment["FLYWAY_URL"] = url
        try await expectCompletion(shack)
    }

    // MARK: PostgreSQL

    @Test(
        .timeLimit(.minutes(10)), .enabled(if: SmallDisk.isAvailable, "\(SmallDisk.whatItNeeds)"),
        arguments: [false, true])
    func aTablespace(group: Bool) async throws {
        let disk = try SmallDisk(kibibytes: 1024, forServer: true)
        let shack = try Shack(.postgreSQL, Self.scripts(.postgreSQL))
        let space = "space_\(try shack.database.column("SELECT current_database()")[0])"
        try shack.database.rows("CREATE TABLESPACE \(space) LOCATION '\(disk.path)'")
        defer { _ = try? shack.database.rows("DROP TABLE IF EXISTS large; DROP TABLESPACE \(space)") }
        let script = Self.scripts(.postgreSQL)["V2__large.sql"] ?? ""
        try shack.write(script.replacing("y TEXT)", with: "y TEXT) TABLESPACE \(space)"), to: "V2__large.sql")
        if group {
            #expect(try await shack.run("migrate", "-target=1").status == 0)
        }
        let output = try await shack.run("migrate", "-group=\(group)")
        #expect(output.errors.contains("53100"), "\(output.errors)")
        #expect(output.errors.contains("No space left on device"))
        try expectFirstOnly(shack, output)
        try disk.resize(kibibytes: 64 * 1024)
        try await expectCompletion(shack)
    }
}
