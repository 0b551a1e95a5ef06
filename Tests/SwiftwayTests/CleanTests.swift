import Swiftway
import TestSupport
import Testing

@Suite("Clean", .fewAtOnce) struct CleanTests {
    @Test(arguments: DatabaseKind.allCases) func isRefusedUnlessAllowed(kind: DatabaseKind) async throws {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        let migrator = project.migrator()
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.clean() })
        #expect(
            error.message
                == "Unable to execute clean as it has been disabled with the 'flyway.cleanDisabled' property.")
        #expect(try project.database.tables() == ["a"])
    }

    @Test(arguments: DatabaseKind.allCases) func dropsEverything(kind: DatabaseKind) async throws {
        var project = try Project(
            kind,
            [
                "V1__tables.sql": """
                CREATE TABLE parent (id INTEGER PRIMARY KEY);
                CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INT REFERENCES parent (id));
                CREATE VIEW children AS SELECT * FROM child;
                INSERT INTO parent VALUES (1);
                INSERT INTO child VALUES (1, 1);
                """
            ])
        if kind == .sqlite { project.settings.connection.url = project.database.url + "?foreign_keys=on" }
        project.settings.cleanDisabled = false
        try await project.migrate()
        let report = try await project.migrator().clean()
        #expect(report.schemasCleaned == [project.database.schema])
        #expect(report.schemasDropped.isEmpty)
        #expect(try project.database.tables() == [])
        #expect(try await project.migrate().migrations.count == 1)
    }

    @Test(arguments: DatabaseKind.allCases) func goesOnWhereTheHistoryCannotBeRead(kind: DatabaseKind) async throws {
        var project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.cleanDisabled = false
        try await project.migrate()
        // To SQLite a column in quotes that is not there is a text.
        try project.database.rows(
            kind == .sqlite
                ? "UPDATE flyway_schema_history SET type = 'STRANGE'"
                : "ALTER TABLE flyway_schema_history DROP COLUMN description")
        _ = try await project.migrator().clean()
        #expect(try project.database.tables() == [])
        #expect(try !project.hasHistory())
        let told = try #require(project.log.lines.first { $0.hasPrefix("Error while checking whether the schemas") })
        #expect(
            told.hasPrefix("Error while checking whether the schemas should be dropped. Schemas will not be dropped\n"))
    }

    @Test func dropsWhatOnlyPostgreSQLHas() async throws {
        var project = try Project(
            .postgreSQL,
            [
                "V1__all.sql": """
                CREATE TYPE mode AS ENUM ('CW', 'SSB');
                CREATE DOMAIN band AS text CHECK (value <> '');
                CREATE SEQUENCE serial;
                CREATE TABLE contact (id INT DEFAULT nextval('serial'), mode mode, band band) PARTITION BY LIST (mode);
                CREATE TABLE contact_cw PARTITION OF contact FOR VALUES IN ('CW');
                CREATE MATERIALIZED VIEW contacts AS SELECT * FROM contact;
                CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE PROCEDURE nothing() LANGUAGE sql AS '';
                """
            ])
        project.settings.cleanDisabled = false
        try await project.migrate()
        _ = try await project.migrator().clean()
        let left = try project.database.column(
            """
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
            UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
            UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            """)
        #expect(left == [])
        #expect(try await project.migrate().migrations.count == 1)
    }

    @Test func dropsTheSchemasThatWereCreatedForIt() async throws {
        var project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.schemas.schemas = ["ham", "sha\"ck", "public"]
        project.settings.cleanDisabled = false
        try await project.migrate()
        #expect(
            try project.history("ham.flyway_schema_history") == [
                #"0: - SCHEMA "ham","sha""ck""#, "1: 1 SQL V1__a.sql",
            ])
        let report = try await project.migrator().clean()
        #expect(report.schemasCleaned == ["public"])
        #expect(report.schemasDropped == ["ham", "sha\"ck"])
        let left = try project.database.column("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1")
        #expect(left == ["information_schema", "public"])
    }
}
