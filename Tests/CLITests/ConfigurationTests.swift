import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// Where settings come from, seen from outside.
@Suite("Configuration of the program", .fewAtOnce) struct ConfigurationTests {
    private static let script = ["sql/V1__a.sql": "CREATE TABLE ${table} (x INT);"]

    /// Which of the databases exist, and with which table.
    private func tables(_ program: Program, _ name: String) throws -> [String] {
        guard program.folder.has(name) else { return [] }
        let connection = try SQLiteReader(program.folder.path(of: name))
        return try connection.tables()
    }

    @Test func aFileInTheWorkingDirectory() async throws {
        let program = try Program(Self.script)
        try program.folder.write(
            """
            # the address
            flyway.url = jdbc:sqlite:file.db
            flyway.placeholders.table = from_file
            flyway.table: schema_version
            swiftway.offline = false
            """, to: "flyway.conf")
        let output = try await program.run("migrate")
        #expect(output.status == 0, "\(output.errors)")
        #expect(try tables(program, "file.db") == ["from_file", "schema_version"])
    }

    @Test func theEnvironmentWinsOverFilesAndTheCommandLineOverBoth() async throws {
        var program = try Program(Self.script)
        try program.folder.write(
            "flyway.url=jdbc:sqlite:file.db\nflyway.placeholders.table=from_file", to: "flyway.conf")
        program.environment["FLYWAY_URL"] = "jdbc:sqlite:variable.db"
        program.environment["FLYWAY_PLACEHOLDERS_TABLE"] = "from_variable"
        #expect(try await program.run("migrate").status == 0)
        #expect(
            try await program.run("migrate", "-url=jdbc:sqlite:word.db", "-placeholders.table=from_word").status == 0)
        #expect(try tables(program, "file.db") == [])
        #expect(try tables(program, "variable.db") == ["flyway_schema_history", "from_variable"])
        #expect(try tables(program, "word.db") == ["flyway_schema_history", "from_word"])
    }

    @Test func environmentsOfATOMLFile() async throws {
        var program = try Program(Self.script)
        try program.folder.write(
            """
            [flyway]
            environment = "home"
            locations = ["filesystem:sql"]
            placeholders = { table = "plain" }
            [environments.home]
            url = "jdbc:sqlite:home.db"
            [environments.away]
            url = "jdbc:sqlite:${env.AWAY}.db"
            [environments.away.flyway.placeholders]
            table = "far"
            """, to: "flyway.toml")
        try program.folder.write("[environments.home]\nurl = \"jdbc:sqlite:mine.db\"", to: "flyway.user.toml")
        program.environment["AWAY"] = "summit"
        #expect(try await program.run("migrate").status == 0)
        #expect(try await program.run("migrate", "-environment=away").status == 0)
        #expect(try tables(program, "mine.db") == ["flyway_schema_history", "plain"])
        #expect(try tables(program, "summit.db") == ["far", "flyway_schema_history"])
        #expect(!program.folder.has("home.db"))
        let unknown = try await program.run("migrate", "-environment=Home")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("Environment 'Home' not found."))
    }

    @Test func standardInput() async throws {
        let program = try Program(Self.script)
        try program.folder.write("flyway.url=jdbc:sqlite:file.db\nflyway.placeholders.table=from_file", to: "base.conf")
        let output = try await program.run(
            "migrate", "-configFiles=base.conf,-", input: "flyway.placeholders.table=from_input\n")
        #expect(output.status == 0)
        #expect(output.lines.contains("Loaded configuration from standard input"))
        #expect(try tables(program, "file.db") == ["flyway_schema_history", "from_input"])
    }

    @Test func filesOfBothKindsAreRefused() async throws {
        let program = try Program(["a.conf": "", "b.toml": ""])
        let output = try await program.run("info", "-configFiles=a.conf,b.toml")
        #expect(output.status == 1)
        #expect(
            output.errors.hasPrefix("ERROR: Using both TOML configuration and CONF configuration is not supported."))
    }

    @Test func aFileThatIsNotThereIsAWarning() async throws {
        let program = try Program(Self.script)
        let output = try await program.run(
            "migrate", "-configFiles=none.conf", "-url=jdbc:sqlite:a.db", "-placeholders.table=a")
        #expect(output.status == 0)
        #expect(output.text.contains("WARNING: One or more specified configuration files could not be found: "))
        #expect(try tables(program, "a.db") == ["a", "flyway_schema_history"])
    }

    @Test func anotherWorkingDirectory() async throws {
        let program = try Program([
            "project/sql/V1__a.sql":
                "CREATE TABLE a (x VARCHAR(999)); INSERT INTO a VALUES ('${flyway:workingDirectory}');",
            "project/flyway.conf": "flyway.url=jdbc:sqlite:a.db",
        ])
        #expect(try await program.run("migrate", "-workingDirectory=project").status == 0)
        // Addresses stay relative to the process, as in Flyway.
        let reader = try SQLiteReader(program.folder.path(of: "a.db"))
        #expect(try reader.column("SELECT x FROM a") == [program.folder.path(of: "project")])
    }

    @Test func aCommandGivesThePassword() async throws {
        let database = try PostgreSQLServer.shared().makeDatabase()
        var program = try Program()
        program.environment["FLYWAY_URL"] = database.url
        program.environment["FLYWAY_USER"] = PostgreSQLServer.guardedUser
        #expect(try await program.run("testConnection").status == 1)
        let output = try await program.run(
            "testConnection", "-passwordCommand=echo '\(PostgreSQLServer.guardedPassword)'; echo more")
        #expect(output.status == 0, "\(output.errors)")
        #expect(output.lines.contains("Flyway engine connection successful"))
    }

    @Test func aFolderInPlaceOfAFileIsAnError() async throws {
        let program = try Program(Self.script)
        let output = try await program.run("migrate", "-configFiles=sql", "-url=jdbc:sqlite:a.db")
        #expect(output.status == 1)
        #expect(output.errors.hasPrefix("ERROR: Unable to load config file: \(program.folder.path(of: "sql"))\n"))
        #expect(!program.folder.has("a.db"))
    }

    @Test func addressesWithoutJDBC() async throws {
        let database = try PostgreSQLServer.shared().makeDatabase()
        let program = try Program(Self.script)
        let url = database.url.replacing("jdbc:postgresql://", with: "postgresql://\(PostgreSQLServer.superuser)@")
        for address in [url, "sqlite:a.db"] {
            let output = try await program.run("migrate", "-url=\(address)", "-placeholders.table=a")
            #expect(output.status == 0, "\(output.errors)")
        }
        #expect(try TestDatabase.postgreSQL(database).tables() == ["a"])
        #expect(try tables(program, "a.db") == ["a", "flyway_schema_history"])
    }
}
