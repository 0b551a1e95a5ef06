import Swiftway
import TestSupport
import Testing

/// What is SQLite's alone.
@Suite("SQLite", .fewAtOnce) struct SQLiteTests {
    @Test func aScriptsOwnTransactionIsOurs() async throws {
        let project = try Project(
            .sqlite, ["V1__a.sql": "BEGIN TRANSACTION;\nCREATE TABLE a (x INT);\nINSERT INTO a VALUES (1);\nCOMMIT;\n"])
        try await project.migrate()
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(try project.database.column("SELECT x FROM a") == ["1"])
        try project.write("BEGIN;\nINSERT INTO a VALUES (2);\nINSERT INTO nowhere VALUES (1);\nEND;", to: "V2__b.sql")
        #expect(await project.migrateFails() != nil)
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(try project.database.column("SELECT x FROM a") == ["1"])
    }

    @Test func aTransactionInTheMiddleIsTheScriptsOwn() async throws {
        let project = try Project(
            .sqlite,
            [
                "V1__a.sql":
                    "CREATE TABLE a (x INT);\nBEGIN;\nINSERT INTO a VALUES (1);\nCOMMIT;\nCREATE TABLE b (x INT);"
            ])
        try await project.migrate()
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(try project.database.tables() == ["a", "b"])
    }

    @Test func aTransactionThatIsLeftOpenIsClosed() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);\nBEGIN;\nINSERT INTO a VALUES (1);"])
        try await project.migrate()
        #expect(try project.database.column("SELECT x FROM a") == ["1"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
    }

    // MARK: Foreign keys

    /// A table that others refer to, rebuilt as SQLite's manual says.
    private static let rebuild = """
        PRAGMA foreign_keys = off;
        CREATE TABLE new_band (name TEXT PRIMARY KEY, metres INT);
        INSERT INTO new_band (name) SELECT name FROM band;
        DROP TABLE band;
        ALTER TABLE new_band RENAME TO band;
        PRAGMA foreign_keys = on;
        """

    /// The same by somebody who does not know the manual: the rows that refer to it stay all the same.
    @Test(arguments: ["band", "\"band\"", "[Band]"]) func aRebuildWithoutThePragmaLosesNothing(name: String)
        async throws
    {
        let project = try project()
        try await project.migrate()
        let rebuild = Self.rebuild.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
            .replacing("RENAME TO band", with: "RENAME TO \(name)")
        try project.write(rebuild, to: "V2__rebuild.sql")
        try await project.migrate()
        #expect(try project.database.column("SELECT band FROM contact") == ["20m"])
        // One that loses a row which is referred to is refused.
        try project.write(
            rebuild.replacing("SELECT name FROM band", with: "SELECT name FROM band WHERE 0"), to: "V3__r.sql")
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains("V3__r.sql leaves 1 violation of foreign keys"), "\(error.message)")
        #expect(try project.database.column("SELECT band FROM contact") == ["20m"])
        #expect(try project.database.column("SELECT name FROM band") == ["20m"])
    }

    private func project() throws -> Project {
        var project = try Project(
            .sqlite,
            [
                "V1__tables.sql": """
                CREATE TABLE band (name TEXT PRIMARY KEY);
                CREATE TABLE contact (id INTEGER PRIMARY KEY, band TEXT NOT NULL REFERENCES band ON DELETE CASCADE);
                INSERT INTO band VALUES ('20m');
                INSERT INTO contact VALUES (1, '20m');
                """
            ])
        project.settings.connection.url = project.database.url + "?foreign_keys=on"
        return project
    }

    @Test(arguments: [false, true]) func aRebuiltTableKeepsWhatRefersToIt(group: Bool) async throws {
        var project = try project()
        project.settings.execution.group = group
        try project.write(Self.rebuild, to: "V2__rebuild.sql")
        try project.write("INSERT INTO contact VALUES (2, 'nowhere');", to: "V3__check.sql")
        try await project.migrate { $0.plan.target = .version(MigrationVersion(2), mustExist: true) }
        #expect(try project.database.column("SELECT band FROM contact") == ["20m"])
        #expect(try project.history().count == 2)
        // Afterwards foreign keys are enforced again.
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.message == "FOREIGN KEY constraint failed")
    }

    @Test(arguments: [false, true]) func aRebuildMustNotLeaveViolations(group: Bool) async throws {
        var project = try project()
        try await project.migrate()
        project.settings.execution.group = group
        try project.write(Self.rebuild.replacing("name) SELECT", with: "name) SELECT 'new ' ||"), to: "V2__rebuild.sql")
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains("V2__rebuild.sql leaves 1 violation of foreign keys"))
        #expect(try project.database.rows("SELECT * FROM band") == [["20m"]])
        #expect(try project.history().count == 1)
    }

    @Test func violationsThatWereThereBeforeAreNotOurs() async throws {
        let project = try project()
        try await project.migrate()
        try project.database.rows("INSERT INTO contact VALUES (7, 'gone')")
        try project.write(Self.rebuild, to: "V2__rebuild.sql")
        try await project.migrate()
        #expect(try project.history().count == 2)
    }

    // MARK: Words of its own

    @Test func readsItsOwnSyntax() async throws {
        let project = try Project(
            .sqlite,
            [
                "V1__own.sql": """
                CREATE TABLE [a;] (`x;` INT, "y" TEXT DEFAULT 'it''s; fine', z BLOB DEFAULT x'3B');
                CREATE TRIGGER t AFTER INSERT ON [a;] BEGIN
                    UPDATE [a;] SET y = CASE WHEN y IS NULL THEN 'none;' ELSE y END;
                    SELECT 1; /* ; */
                END;
                INSERT INTO [a;] (`x;`) VALUES (1); -- the last line has no end
                """
            ])
        try await project.migrate()
        #expect(try project.database.rows("SELECT `x;`, y, hex(z) FROM [a;]") == [["1", "it's; fine", "3B"]])
    }

    @Test func whatNeedsNoTransactionRunsWithoutOne() async throws {
        let project = try Project(
            .sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__wal.sql": "PRAGMA journal_mode = WAL;\nVACUUM;"])
        try await project.migrate()
        #expect(try project.database.column("PRAGMA journal_mode") == ["wal"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__wal.sql"])
    }

    @Test func resultsOfQueriesReachTheObserver() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "SELECT 1 AS one, NULL AS void; CREATE TABLE a (x INT);"])
        try await project.migrate()
        let results = project.log.events.compactMap { event in
            if case .resultSet(let result) = event { result } else { nil }
        }
        #expect(results == [StatementResult(columns: ["one", "void"], rows: [["1", nil]])])
        let silent = try Project(.sqlite, ["V1__a.sql": "SELECT 1 AS one;"])
        try await silent.migrate { $0.execution.outputQueryResults = false }
        #expect(!silent.log.lines.contains { $0.contains("| one |") })
    }
}
