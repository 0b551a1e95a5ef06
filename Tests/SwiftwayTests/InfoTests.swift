import Swiftway
import TestSupport
import Testing

@Suite("Info", .fewAtOnce) struct InfoTests {
    private static let scripts = [
        "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);",
        "V3__c.sql": "CREATE TABLE c (x INT);", "R__d.sql": "DELETE FROM a;",
    ]

    @Test(arguments: DatabaseKind.allCases) func changesNothing(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        let report = try await project.migrator().info()
        #expect(report.allSchemasEmpty)
        #expect(report.schemaVersion == nil)
        #expect(try await project.states() == ["1 Pending", "2 Pending", "3 Pending", "d Pending"])
        let table = "\"\(project.database.schema)\".\"flyway_schema_history\""
        #expect(project.log.lines.contains("Schema history table \(table) does not exist yet"))
        #expect(try !project.hasHistory())
    }

    @Test(arguments: DatabaseKind.allCases) func listsWhatFilesAndHistorySay(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        try await project.migrate { $0.plan.target = .version(MigrationVersion(2), mustExist: true) }
        let migrations = try await project.migrator().info().migrations
        #expect(migrations.map(\.version) == ["1", "2", nil, "3"])
        #expect(migrations.map(\.state) == [.success, .success, .success, .pending])
        #expect(migrations.map(\.category) == ["Versioned", "Versioned", "Repeatable", "Versioned"])
        #expect(migrations[0].absolutePath == project.folder.path(of: "V1__a.sql"))
        #expect(migrations[0].installedOn?.count == "2026-11-26 10:11:12".count)
        #expect(migrations[0].executionTime != nil)
        #expect(
            migrations[3].installedOn == nil && migrations[3].executionTime == nil && migrations[3].installedBy == nil)
    }

    @Test(arguments: DatabaseKind.allCases) func tellsWhatHasNoFile(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        try await project.migrate()
        for name in ["V1__a.sql", "V3__c.sql", "R__d.sql"] { try project.remove(name) }
        #expect(try await project.states() == ["1 Missing", "2 Success", "3 Future", "d Missing"])
        #expect(try await project.migrator().info().schemaVersion == "3")
    }

    @Test(arguments: DatabaseKind.allCases) func tellsTheRunsOfARepeatable(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        try await project.migrate()
        for table in ["b", "c"] {
            try project.write("DELETE FROM \(table);", to: "R__d.sql")
            try await project.migrate()
        }
        try project.write("DELETE FROM a; DELETE FROM b;", to: "R__d.sql")
        #expect(try await project.states().suffix(4) == ["d Superseded", "d Superseded", "d Outdated", "d Pending"])
    }

    @Test(arguments: DatabaseKind.allCases) func tellsWhatFailed(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        try project.write("INSERT INTO nowhere VALUES (1);", to: "V4__e.sql")
        try project.write("executeInTransaction=false", to: "V4__e.sql.conf")
        #expect(await project.migrateFails() != nil)
        #expect(try await project.states().suffix(2) == ["4 Failed", "d Pending"])
        try project.remove("V4__e.sql")
        #expect(try await project.states().suffix(2) == ["4 Failed (Future)", "d Pending"])
        try project.write("CREATE TABLE f (x INT);", to: "V5__f.sql")
        #expect(try await project.states().suffix(3) == ["4 Failed (Missing)", "5 Pending", "d Pending"])
    }

    @Test(arguments: DatabaseKind.allCases) func readsRowsOfOtherTools(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        try await project.migrate()
        try project.database.rows("UPDATE flyway_schema_history SET type = 'SPRING_JDBC' WHERE version = '1'")
        try project.database.rows("UPDATE flyway_schema_history SET checksum = NULL WHERE version = '2'")
        try project.database.rows(
            """
            INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                execution_time, success) VALUES (9, '3', 'c', 'UNDO_SQL', 'U3__c.sql', 'somebody', 1, '1')
            """)
        let entries = try await project.migrator().info().entries
        #expect(entries.map(\.type) == [.jdbc, .sql, .sql, .sql, .undoSql, .sql, .sql])
        #expect(
            entries.map(\.state) == [.missingSuccess, .success, .undone, .success, .success, .ignored, .pending])
    }

    @Test(arguments: DatabaseKind.allCases) func refusesATypeThatNobodyWrites(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.scripts)
        try await project.migrate()
        try project.database.rows("UPDATE flyway_schema_history SET type = 'TELEX' WHERE version = '1'")
        let migrator = project.migrator()
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.info() })
        #expect(error.message.hasPrefix("Unknown migration type 'TELEX' found in schema history."))
    }

    @Test(arguments: DatabaseKind.allCases) func showsWhenAndByWhom(kind: DatabaseKind) async throws {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        try await project.migrate { $0.execution.installedBy = "Marlene" }
        let row = try #require(try await project.migrator().info().entries.first?.applied)
        #expect(row.installedBy == (kind == .sqlite ? "" : PostgreSQLServer.superuser))
        #expect(row.installedOn != nil)
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        try await project.migrate { $0.execution.installedBy = "Marlene" }
        #expect(
            try project.database.column("SELECT installed_by FROM flyway_schema_history WHERE version = '2'") == [
                "Marlene"
            ])
    }
}
