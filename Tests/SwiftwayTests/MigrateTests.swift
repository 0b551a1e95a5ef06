import Swiftway
import TestSupport
import Testing

@Suite("Migrate", .fewAtOnce) struct MigrateTests {
    @Test(arguments: DatabaseKind.allCases) func bringsAnEmptyDatabaseToTheNewestVersion(kind: DatabaseKind)
        async throws
    {
        let project = try Project(
            kind,
            [
                "V1__create_band.sql": "CREATE TABLE band (name VARCHAR(10));",
                "V1.1__fill_band.sql": "INSERT INTO band VALUES ('20m'), ('40m');",
                "deeper/V002__create_mode.sql": "CREATE TABLE mode (name VARCHAR(10));",
                "V10__more_modes.SQL": "INSERT INTO mode VALUES ('CW');",
                "R__band_names.sql": "CREATE VIEW band_names AS SELECT name FROM band;",
                "V3__not_sql.txt": "nothing that could be run",
            ])
        let report = try await project.migrate()
        #expect(report.initialSchemaVersion == nil)
        #expect(report.targetSchemaVersion == "10")
        #expect(report.migrations.map(\.version) == ["1", "1.1", "002", "10", nil])
        #expect(report.migrations.map(\.category).last == "Repeatable")
        #expect(report.migrations[2].absolutePath == project.folder.path(of: "deeper/V002__create_mode.sql"))
        #expect(report.totalMigrationTime == report.migrations.reduce(0) { $0 + $1.executionTime })
        #expect(
            try project.history() == [
                "1: 1 SQL V1__create_band.sql", "2: 1.1 SQL V1.1__fill_band.sql",
                "3: 002 SQL deeper/V002__create_mode.sql", "4: 10 SQL V10__more_modes.SQL",
                "5: - SQL R__band_names.sql",
            ])
        #expect(try project.database.column("SELECT name FROM band_names ORDER BY 1") == ["20m", "40m"])
    }

    @Test(arguments: DatabaseKind.allCases) func doesNothingWhereNothingIsToBeDone(kind: DatabaseKind) async throws {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "R__b.sql": "SELECT 1;"])
        try await project.migrate()
        let before = try project.database.rows("SELECT * FROM flyway_schema_history ORDER BY installed_rank")
        project.log.removeAll()
        let report = try await project.migrate()
        #expect(report.migrations.isEmpty)
        #expect(report.initialSchemaVersion == "1")
        #expect(report.targetSchemaVersion == nil)
        let schema = project.database.schema
        #expect(project.log.lines.last == "Schema \"\(schema)\" is up to date. No migration necessary.")
        #expect(try project.database.rows("SELECT * FROM flyway_schema_history ORDER BY installed_rank") == before)
    }
}
