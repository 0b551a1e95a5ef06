import Swiftway
import TestSupport
import Testing

/// Schemas that are created, and what the history says of them.
@Suite("Schemas", .fewAtOnce) struct SchemaTests {
    /// As Flyway 13 does: the row comes at the next rank.
    @Test func aSchemaThatIsAddedLaterIsRecorded() async throws {
        var project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.schemas.schemas = ["app"]
        try await project.migrate()
        project.settings.schemas.schemas = ["app", "audit"]
        try project.write("CREATE TABLE audit.b (x INT);", to: "V2__b.sql")
        try await project.migrate()
        #expect(
            try project.history("app.flyway_schema_history") == [
                "0: - SCHEMA \"app\"", "1: 1 SQL V1__a.sql", "2: - SCHEMA \"audit\"", "3: 2 SQL V2__b.sql",
            ])
        project.settings.cleanDisabled = false
        #expect(try await project.migrator().clean().schemasDropped == ["app", "audit"])
    }

    @Test func aSchemaThatIsAddedToAHistoryOfOthersIsRecorded() async throws {
        var project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        project.settings.schemas.schemas = ["public", "audit", "more"]
        try await project.migrate()
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: - SCHEMA \"audit\",\"more\""])
        #expect(try await project.migrate().migrations.count == 0)
    }

    /// The marker is written with the schema; the command finds it there.
    @Test func baselineOfASchemaThatIsCreatedFindsItsMarker() async throws {
        var project = try Project(
            .postgreSQL,
            [
                "beforeBaseline.sql": "CREATE TABLE app.seen AS SELECT count(*) FROM app.flyway_schema_history;"
            ])
        project.settings.schemas.schemas = ["app"]
        _ = try await project.migrator().baseline()
        #expect(
            project.log.lines.suffix(4) == [
                "Creating schema \"app\" ...",
                "Creating Schema History table \"app\".\"flyway_schema_history\" with baseline ...",
                "Executing SQL callback: beforeBaseline - ",
                "Schema history table \"app\".\"flyway_schema_history\" already initialized with "
                    + "(1,<< Flyway Baseline >>). Skipping.",
            ])
        #expect(try project.database.column("SELECT count FROM app.seen") == ["2"])
    }

    @Test func baselineRecordsASchemaThatIsAddedLater() async throws {
        var project = try Project(.postgreSQL)
        project.settings.schemas.schemas = ["app"]
        _ = try await project.migrator().baseline()
        project.settings.schemas.schemas = ["app", "audit"]
        _ = try await project.migrator().baseline()
        #expect(
            try project.history("app.flyway_schema_history") == [
                "1: 1 BASELINE << Flyway Baseline >>", "2: - SCHEMA \"app\"", "3: - SCHEMA \"audit\"",
            ])
    }

    /// The row of the schema comes behind the failed one, which is gone on with all the same.
    @Test func anUnfinishedMigrationIsResumedInFrontOfANewSchema() async throws {
        var project = try Project(
            .postgreSQL,
            [
                "V1__t.sql": "CREATE TABLE t (id INT); INSERT INTO t VALUES (1), (1);",
                "V2__i.sql": "CREATE INDEX CONCURRENTLY i ON t (id); CREATE UNIQUE INDEX CONCURRENTLY u ON t (id);",
            ])
        _ = try #require(await project.migrateFails())
        try project.database.rows("DELETE FROM t")
        project.settings.schemas.schemas = ["public", "audit"]
        try await project.migrate()
        #expect(
            try project.history() == ["1: 1 SQL V1__t.sql", "3: - SCHEMA \"audit\"", "4: 2 SQL V2__i.sql"])
    }
}
