import Foundation
import Swiftway
import TestSupport
import Testing

@Suite("Placeholders", .fewAtOnce) struct PlaceholderTests {
    @Test(arguments: DatabaseKind.allCases) func areReplacedEverywhere(kind: DatabaseKind) async throws {
        var project = try Project(
            kind,
            [
                "V1__a.sql": """
                -- ${Comment}
                CREATE TABLE ${table} (x VARCHAR(99));
                INSERT INTO ${TABLE} VALUES ('a ${text} b'), ('${text}');
                """
            ])
        project.settings.placeholders.placeholders = ["comment": "*", "table": "a", "text": "${table}"]
        try await project.migrate()
        // What is put in is not looked at again.
        #expect(try project.database.column("SELECT x FROM a ORDER BY 1") == ["${table}", "a ${table} b"])
    }

    @Test(arguments: DatabaseKind.allCases) func someAreAlwaysThere(kind: DatabaseKind) async throws {
        var project = try Project(
            kind,
            [
                "V1__built_in.sql": """
                CREATE TABLE a (schema_name VARCHAR(99), user_name VARCHAR(99), stamp VARCHAR(99),
                    file_name VARCHAR(99), folder VARCHAR(999), table_name VARCHAR(99), environment VARCHAR(99));
                INSERT INTO a VALUES ('${flyway:defaultSchema}', '${flyway:user}', '${flyway:timestamp}',
                    '${flyway:filename}', '${flyway:workingDirectory}', '${flyway:table}', '${flyway:environment}');
                """
            ])
        project.settings.schemas.table = "schema_version"
        project.settings.scan.workingDirectory = project.folder.path
        project.settings.connection.environment = "shack"
        try await project.migrate()
        let row = try project.database.rows("SELECT * FROM a")[0].map { $0 ?? "" }
        #expect(row[0] == project.database.schema)
        #expect(row[1] == project.database.user ?? "")
        #expect(row[2].contains(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/))
        #expect(row[3...] == ["V1__built_in.sql", project.folder.path, "schema_version", "shack"])
    }

    @Test func theDatabaseHasANameOnPostgreSQL() async throws {
        let sql = "CREATE TABLE a AS SELECT '${flyway:database}' AS name;"
        let project = try Project(.postgreSQL, ["V1__a.sql": sql])
        try await project.migrate()
        #expect(
            try project.database.column("SELECT name FROM a") == project.database.column("SELECT current_database()"))

        let nameless = try Project(.sqlite, ["V1__a.sql": sql])
        let error = try #require(await nameless.migrateFails())
        #expect(error.message.contains("Failed to populate value for default placeholder: ${flyway:database}"))
    }

    @Test(arguments: DatabaseKind.allCases) func oneWithoutAValueIsAnError(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE\n  b (${column} INT);"])
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains("No value provided for placeholder: ${column}.  Check your configuration!"))
        #expect(try #require(error.advice).contains("V2__b.sql:2:6"))
        // Scripts are read when it is their turn, as in Flyway.
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
    }

    @Test(arguments: DatabaseKind.allCases) func canBeSwitchedOffAndSpeltOtherwise(kind: DatabaseKind) async throws {
        var project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x VARCHAR(99)); INSERT INTO a VALUES ('${x} @x@');"])
        project.settings.placeholders.placeholderPrefix = "@"
        project.settings.placeholders.placeholderSuffix = "@"
        project.settings.placeholders.placeholders = ["x": "1"]
        try await project.migrate()
        try project.write("INSERT INTO a VALUES ('${x} @x@');", to: "V2__b.sql")
        try await project.migrate { $0.placeholders.placeholderReplacement = false }
        #expect(try project.database.column("SELECT x FROM a ORDER BY 1 DESC") == ["${x} @x@", "${x} 1"])
    }

    @Test func reservedNamesAreRefused() async throws {
        var project = try Project(.sqlite)
        project.settings.placeholders.placeholders = ["flyway:user": "me"]
        let error = try #require(await project.migrateFails())
        #expect(error.message == "Invalid placeholder ('flyway:' prefix is reserved): flyway:user")
    }
}
