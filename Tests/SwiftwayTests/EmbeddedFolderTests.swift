import Swiftway
import TestSupport
import Testing

/// Scripts that are part of the executable.
@Suite("Embedded folders", .fewAtOnce) struct EmbeddedFolderTests {
    private static let files = [
        EmbeddedFile("V1__a.sql", text: "CREATE TABLE a (x INT);\n"),
        EmbeddedFile("later/V2__b.sql", text: "CREATE TABLE ${name} (x INT);\n"),
        EmbeddedFile("R__view.sql", bytes: Array("CREATE VIEW v AS SELECT 1 AS one;\n".utf8)),
        EmbeddedFile("afterMigrate.sql", text: "INSERT INTO a VALUES (1);\n"),
    ]

    @Test(arguments: DatabaseKind.allCases) func theyAreWhatTheSameFilesInAFolderAre(kind: DatabaseKind) async throws {
        let project = try Project(kind)
        let migrator = project.migrator(from: [.embedded(EmbeddedFolder("sql", Self.files))]) {
            $0.placeholders.placeholders = ["name": "b"]
        }
        let report = try await migrator.migrate()
        #expect(report.migrations.map(\.description) == ["a", "b", "view"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL later/V2__b.sql", "3: - SQL R__view.sql"])
        #expect(try project.database.rows("SELECT count(*) FROM a") == [["1"]])

        for file in Self.files {
            try project.write(String(decoding: Self.bytes(of: file), as: UTF8.self), to: file.path)
        }
        let onDisk = project.migrator { $0.placeholders.placeholders = ["name": "b"] }
        #expect(try await onDisk.validate().succeeded)
        #expect(try await onDisk.migrate().migrations.isEmpty)
        // Both at once: a file is the same wherever it was found.
        let both = project.migrator(from: [.locations, .embedded(EmbeddedFolder("sql", Array(Self.files.dropLast())))])
        {
            $0.placeholders.placeholders = ["name": "b"]
        }
        #expect(try await both.migrate().migrations.isEmpty)
    }

    private static func bytes(of file: EmbeddedFile) -> [UInt8] { file.bytes }

    @Test func configurationsGoWithTheirScripts() async throws {
        let project = try Project(.postgreSQL)
        let folder = EmbeddedFolder(
            "sql",
            [
                EmbeddedFile("V1__a.sql", text: "CREATE TABLE a (x INT);\nINSERT INTO a VALUES (1);\nSELECT 1/0;\n"),
                EmbeddedFile("V1__a.sql.conf", text: "executeInTransaction=false\n"),
            ])
        let migrator = project.migrator(from: [.embedded(folder)])
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.migrate() })
        #expect(error.failure?.displayPath == "sql/V1__a.sql")
        #expect(error.failure?.line == 3)
        #expect(try project.database.rows("SELECT x FROM a") == [["1"]])
    }

    @Test func otherEncodingsAreBytes() async throws {
        let project = try Project(.sqlite)
        let latin = Array("CREATE TABLE a (name TEXT DEFAULT 'caf".utf8) + [0xE9] + Array("');\n".utf8)
        let folder = EmbeddedFolder("sql", [EmbeddedFile("V1__a.sql", bytes: latin)])
        let refused = project.migrator(from: [.embedded(folder)])
        let error = try #require(await failure { () throws(MigrationError) in try await refused.migrate() })
        #expect(error.message.contains("V1__a.sql"))
        try await project.migrator(from: [.embedded(folder)]) { $0.scripts.encoding = .latin1 }.migrate()
        #expect(try project.database.rows("INSERT INTO a DEFAULT VALUES RETURNING name") == [["café"]])
    }

    @Test func withoutLocationsNoFolderIsLookedAt() async throws {
        let project = try Project(.sqlite)
        let migrator = project.migrator(from: [.embedded(EmbeddedFolder("sql", Self.files))]) {
            $0.placeholders.placeholders = ["name": "b"]
            $0.scan.locations = nil
        }
        try await migrator.migrate()
        #expect(!project.log.lines.contains { $0.contains("locations") })
    }

    @Test func withoutADatabaseTheyAreValidatedToo() async throws {
        let folder = EmbeddedFolder(
            "sql", [EmbeddedFile("V1__a.sql", text: "CREATE TABLE a (x INT);\nCREATE TABLE a (x INT);\n")])
        var settings = Settings()
        settings.connection.databaseType = .sqlite
        let report = try await Migrator(settings, from: [.embedded(folder)]).validate()
        #expect(report.findings.map(\.displayPath) == ["sql/V1__a.sql"])
    }
}
