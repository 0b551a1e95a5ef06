import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// What cannot work ends with one clear message, status 1, and nothing written.
@Suite("Bad input", .fewAtOnce) struct BadInputTests {
    private static let script = ["sql/V1__a.sql": "CREATE TABLE a (x INT);"]

    /// One `ERROR:` on standard error, which contains `message`, and nothing of the program's insides anywhere.
    private func expectFailure(_ output: Program.Output, _ message: String) {
        #expect(output.status == 1)
        #expect(output.errors.hasPrefix("ERROR: "))
        #expect(
            output.errors.components(separatedBy: "ERROR: ").filter {
                !$0.hasSuffix("Message    : ") && !$0.hasSuffix("Caused by: ")
            }.count == 2)
        #expect(output.errors.contains(message))
        for inside in ["Fatal error", "Stack dump", "MigrationError(", "DatabaseError(", ".swift:"] {
            #expect(!(output.text + output.errors).contains(inside))
        }
    }

    // MARK: Files

    @Test(arguments: DatabaseKind.allCases) func aLocationThatMustBeThere(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let missing = try await shack.run("migrate", "-failOnMissingLocations=true", "-locations=filesystem:none")
        expectFailure(missing, "Failed to find filesystem location: none (not found)")
        let file = try await shack.run(
            "migrate", "-failOnMissingLocations=true", "-locations=filesystem:sql/V1__create_band.sql")
        expectFailure(file, "Failed to find filesystem location: sql/V1__create_band.sql (not a directory)")
        #expect(try shack.database.tables() == [])
        // Otherwise it is said, and the others are read, as in Flyway.
        let tolerated = try await shack.run("migrate", "-locations=filesystem:none,filesystem:sql")
        #expect(tolerated.status == 0)
        #expect(tolerated.errors.hasPrefix("ERROR: Skipping filesystem location: none (not found)"))
        #expect(try shack.versions() == ["1", "2"])
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything")) func aFolderThatMayNotBeRead() async throws {
        let program = try Program(Self.script)
        try program.folder.write("CREATE TABLE b (x INT);", to: "sql/below/V2__b.sql")
        let path = program.folder.path(of: "sql/below")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path) }
        let output = try await program.run("migrate", "-url=jdbc:sqlite:a.db")
        expectFailure(output, "\(path) (not readable: Permission denied)")
        #expect(try SQLiteReader(program.folder.path(of: "a.db")).tables() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func aScriptInAnotherEncoding(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        try shack.program.folder.write(
            Data("-- fine\n-- Gr".utf8) + [0xFC, 0xDF] + Data("e\nCREATE TABLE c (x INT);".utf8), to: "sql/V3__c.sql")
        let output = try await shack.run("migrate")
        expectFailure(output, "Unable to calculate checksum of V3__c.sql")
        #expect(output.errors.contains("sql/V3__c.sql is not UTF-8 (line 2)."))
        #expect(try shack.database.tables() == [])
        #expect(try await shack.run("migrate", "-encoding=ISO-8859-1").status == 0)
        let unknown = try await shack.run("migrate", "-encoding=EBCDIC")
        expectFailure(unknown, "EBCDIC")
    }

    /// Programs that put files together leave more than one at the start; none means anything.
    @Test(arguments: DatabaseKind.allCases) func twoByteOrderMarks(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        try shack.program.folder.write(
            Data(mark + mark + mark) + Data("CREATE TABLE c (x INT);".utf8), to: "sql/V3__c.sql")
        #expect(try await shack.run("migrate").status == 0)
        #expect(try await shack.run("validate").status == 0)
        #expect(try shack.versions() == ["1", "2", "3"])
    }

    /// PostgreSQL refuses the row only behind the work; SQLite does not mind.
    @Test func aVersionThatTheHistoryCannotHold() async throws {
        let name = "V\(String(repeating: "1", count: 51))__c.sql"
        let shack = try Shack(.postgreSQL)
        try shack.write("CREATE TABLE c (x INT);", to: name)
        try shack.write("CREATE TABLE d (x INT);", to: "beforeMigrate.sql")
        let output = try await shack.run("migrate")
        expectFailure(output, "has 51 characters; the schema history table holds 50.")
        #expect(try shack.database.tables() == [])
        let offline = try await shack.program.run("validate", "-offline=true", "-databaseType=postgresql")
        expectFailure(offline, "The version has 51 characters; the history holds 50. [migration-name]")
        let author = try await shack.run("baseline", "-installedBy=\(String(repeating: "é", count: 101))")
        expectFailure(author, "installedBy has 101 characters; the schema history table holds 100.")
        let version = String(repeating: "1.", count: 25) + "1"
        expectFailure(try await shack.run("baseline", "-baselineVersion=\(version)"), "has 51 characters")
        let long = String(repeating: "d", count: 300)
        #expect(try await shack.run("baseline", "-baselineDescription=\(long)").status == 0)
        #expect(try await shack.run("baseline", "-baselineDescription=\(long)").status == 0)
        let lite = try Shack(.sqlite)
        try lite.write("CREATE TABLE c (x INT);", to: name)
        #expect(try await lite.run("migrate").status == 0)
    }

    @Test func namesThatAreNoText() async throws {
        let program = try Program(Self.script)
        func create(_ name: [UInt8]) throws {
            let path = Array(program.folder.path(of: "sql").utf8) + [0x2F] + name + [0]
            let descriptor = path.withUnsafeBytes { open($0.bindMemory(to: CChar.self).baseAddress!, O_CREAT, 0o600) }
            try #require(descriptor >= 0)
            close(descriptor)
        }
        // What is no migration is nobody's concern.
        try create(Array("n".utf8) + [0xE9])
        #expect(try await program.run("migrate", "-url=jdbc:sqlite:a.db").status == 0)
        try create(Array("V2__caf".utf8) + [0xE9] + Array(".sql".utf8))
        for verb in ["migrate", "info"] {
            expectFailure(
                try await program.run(verb, "-url=jdbc:sqlite:b.db"), "The name of sql/V2__caf\\xE9.sql is not UTF-8.")
        }
        #expect(try SQLiteReader(program.folder.path(of: "b.db")).tables() == [])
        let offline = try await program.run("validate", "-databaseType=sqlite")
        expectFailure(offline, "sql/V2__caf\\xE9.sql: error: The name is not UTF-8")
    }

    /// Standard error holds the place and not five megabytes, twice.
    @Test(arguments: DatabaseKind.allCases) func aLongStatementThatFails(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let rows = (1...60_000).map { "(\($0), 'padding padding padding padding padding')" }.joined(separator: ",\n")
        try shack.write("INSERT INTO band VALUES\n\(rows),\n(nonsense nonsense);", to: "V3__c.sql")
        let output = try await shack.run("migrate")
        #expect(output.status == 1)
        #expect(output.errors.contains("Failed to execute script V3__c.sql"))
        #expect(output.errors.utf8.count < 10_000)
        if kind == .postgreSQL { #expect(output.errors.contains("(nonsense nonsense)")) }
        let debug = try await shack.run("migrate", "-X")
        #expect(debug.text.utf8.count + debug.errors.utf8.count < 3 * rows.utf8.count / 2)
    }

    @Test(arguments: DatabaseKind.allCases) func allPlaceholdersThatAreMissing(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        try shack.write("CREATE TABLE ${one} (x INT);\n-- ${two} ${one}\n-- ${three}", to: "V3__c.sql")
        try shack.write("-- ${two}\n-- ${four}", to: "V4__d.sql")
        let output = try await shack.run("migrate")
        #expect(output.status == 1)
        #expect(output.errors.contains("No value provided for placeholder: ${one}.  Check your configuration!"))
        #expect(
            output.errors.contains(
                "Without a value as well: ${two} (sql/V3__c.sql:2), ${three} (sql/V3__c.sql:3)."))
        #expect(output.errors.contains("Without a value as well: ${four} (sql/V4__d.sql:2)."))
        // The checksum of a repeatable one needs them before anything is run.
        try shack.write("-- ${five}\n-- ${six}", to: "R__e.sql")
        let repeatable = try await shack.run("info")
        #expect(repeatable.errors.contains("No value provided for placeholder: ${five}.  Check your configuration!"))
        #expect(repeatable.errors.contains("Without a value as well: ${six} (sql/R__e.sql:2)."))
    }

    @Test func commandsOfTheProgramSqlite3() async throws {
        let shack = try Shack(.sqlite)
        try shack.write("CREATE TABLE c (x INT);\n.mode csv\n.import a.csv c\n", to: "V3__c.sql")
        expectFailure(
            try await shack.run("migrate"),
            "sqlite3 dot-command .mode at line 2 col 1 cannot be run: it is a command of the program sqlite3, not SQL.")
        #expect(try !shack.database.tables().contains("c"))
    }

    /// Of files and of callbacks, whatever is asked: going on would run what was not to be run.
    @Test(arguments: ["V3__c.sql", "afterMigrate.sql"], ["migrate", "info", "validate"])
    func whatFlywaySellsEndsWithAStatusOfItsOwn(file: String, verb: String) async throws {
        let shack = try Shack(.sqlite)
        try shack.write("CREATE TABLE c (x INT);", to: file)
        try shack.write("shouldExecute=false", to: "\(file).conf")
        let output = try await shack.run(verb)
        #expect(output.status == 35)
        #expect(output.errors.hasPrefix("ERROR: Upgrade required: shouldExecute is not supported by OSS."))
        #expect(try await shack.run(verb, "-outputType=json").status == 35)
        #expect(try shack.database.tables() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func twoFilesWithOneVersion(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        try shack.write("CREATE TABLE c (x INT);", to: "V2.0__again.sql")
        let output = try await shack.run("migrate")
        expectFailure(output, "Found more than one migration with version 2")
        let folder = shack.program.folder
        #expect(output.errors.contains("-> \(folder.path(of: "sql/V2.0__again.sql")) (SQL)"))
        #expect(output.errors.contains("-> \(folder.path(of: "sql/V2__fill_band.sql")) (SQL)"))
        #expect(try shack.database.tables() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func aNameThatIsNone(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        try shack.write("CREATE TABLE c (x INT);", to: "V3_c.sql")
        let output = try await shack.run("migrate", "-validateMigrationNaming=true")
        expectFailure(output, "Invalid versioned migration name format: V3_c.sql")
        #expect(try shack.database.tables() == [])
        let tolerated = try await shack.run("migrate")
        #expect(tolerated.status == 0)
        #expect(tolerated.text.contains("1 SQL migrations were detected but not run"))
    }

    // MARK: PostgreSQL

    @Test func noSuchDatabase() async throws {
        let server = try PostgreSQLServer.shared()
        let output = try await Program(Self.script).run(
            "migrate", "-url=\(server.url(database: "nowhere"))", "-user=\(PostgreSQLServer.superuser)")
        expectFailure(output, "database \"nowhere\" does not exist")
        #expect(output.errors.contains("SQL State  : 3D000"))
    }

    @Test func nobodyListens() async throws {
        let output = try await Program(Self.script).run(
            "migrate", "-url=jdbc:postgresql://127.0.0.1:1/app", "-user=app")
        expectFailure(output, "Unable to obtain connection from database (********) for user 'app': ")
        #expect(output.errors.contains("SQL State  : 08001"))
    }

    @Test func noSuchHost() async throws {
        let output = try await Program(Self.script).run("migrate", "-url=jdbc:postgresql://nowhere.invalid/app")
        expectFailure(output, "nowhere.invalid")
    }

    @Test func theWrongPassword() async throws {
        let database = try PostgreSQLServer.shared().makeDatabase()
        let output = try await Program(Self.script).run(
            "migrate", "-url=\(database.url)", "-user=\(PostgreSQLServer.guardedUser)", "-password=battery staple")
        expectFailure(output, "password authentication failed for user \"guarded\"")
        #expect(output.errors.contains("SQL State  : 28P01"))
        #expect(!(output.text + output.errors).contains("battery"))
    }

    // MARK: SQLite

    /// The bytes of a database with some pages, for tests that spoil them.
    private func migratedFile() async throws -> Program {
        let program = try Program(Self.script)
        try program.folder.write(
            "CREATE TABLE b AS WITH n (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 5000) SELECT x, hex(x) AS y FROM n;",
            to: "sql/V2__b.sql")
        #expect(try await program.run("migrate", "-url=jdbc:sqlite:a.db").status == 0)
        try program.folder.write("CREATE TABLE c (x INT);", to: "sql/V3__c.sql")
        return program
    }

    @Test(arguments: [10, 5000, 20_000]) func aFileThatWasCutOff(length: Int) async throws {
        let program = try await migratedFile()
        let rest = try program.folder.data("a.db").prefix(length)
        try program.folder.write(rest, to: "a.db")
        for verb in ["migrate", "info"] {
            let output = try await program.run(verb, "-url=jdbc:sqlite:a.db")
            expectFailure(output, length == 10 ? "file is not a database" : "database disk image is malformed")
            #expect(try program.folder.data("a.db") == rest)
        }
    }

    @Test func aFileThatIsNoDatabase() async throws {
        let program = try Program(Self.script)
        let text = String(repeating: "Dear diary, today I worked W1AW. ", count: 50)
        try program.folder.write(text, to: "a.db")
        expectFailure(try await program.run("migrate", "-url=jdbc:sqlite:a.db"), "file is not a database")
        #expect(try program.folder.data("a.db") == Data(text.utf8))
    }

    @Test(arguments: ["file:a.db?mode=ro", "a.db?open_mode=1"]) func aFileThatMayOnlyBeRead(address: String)
        async throws
    {
        let program = try await migratedFile()
        let before = try program.folder.data("a.db")
        let output = try await program.run("migrate", "-url=jdbc:sqlite:\(address)")
        expectFailure(output, "read-only")
        #expect(try program.folder.data("a.db") == before)
        // Looking is allowed.
        #expect(try await program.run("info", "-url=jdbc:sqlite:\(address)").status == 0)
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everything")) func aFileWithoutWritePermission() async throws {
        let program = try await migratedFile()
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: program.folder.path(of: "a.db"))
        expectFailure(try await program.run("migrate", "-url=jdbc:sqlite:a.db"), "read-only")
    }

    @Test func aFolderThatIsNotThere() async throws {
        let program = try Program(Self.script)
        expectFailure(try await program.run("migrate", "-url=jdbc:sqlite:none/a.db"), "'none' does not exist")
        #expect(!program.folder.has("none"))
    }

    @Test func aFolderInPlaceOfTheFile() async throws {
        let program = try Program(Self.script)
        expectFailure(try await program.run("migrate", "-url=jdbc:sqlite:sql"), "unable to open database file")
    }

    // MARK: Addresses

    @Test(arguments: ["jdbc:oracle:thin:@host", "a.db", "postgres", "jdbc:", "file:a.db"])
    func anAddressOfNobody(url: String) async throws {
        let program = try Program(Self.script)
        expectFailure(
            try await program.run("migrate", "-url=\(url)"), "No Flyway database plugin found to handle ********.")
        #expect(!program.folder.has("a.db"))
    }

    @Test(arguments: [
        "jdbc:postgresql://host:port/app", "jdbc:postgresql://[::1/app", "jdbc:postgresql://host/app?sslmode=perhaps",
    ])
    func anAddressWithMistakes(url: String) async throws {
        let output = try await Program(Self.script).run("migrate", "-url=\(url)")
        expectFailure(output, "Unable to obtain connection from database (********)")
    }

    @Test func noAddressAtAll() async throws {
        let output = try await Program(Self.script).run("migrate")
        expectFailure(output, "Unable to connect to the database. Configure the url, user and password!")
    }
}
