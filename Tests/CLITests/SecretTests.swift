import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// A password is printed nowhere, however it came in and whatever goes wrong.
@Suite("Secrets", .fewAtOnce) struct SecretTests {
    private static let secret = "s3cr3t;it's=42"
    private static let verbs = ["migrate", "info", "validate", "testConnection"]
    private static let manners = [
        [], ["-X"], ["-outputType=json"], ["-outputType=json", "-outputLogsInJson=true", "-X"],
    ]

    /// - Parameter expectation: the exit status.
    private func expectSilence(
        _ program: Program, _ words: [String], secret: String = Self.secret, status: Int32
    ) async throws {
        for manner in Self.manners {
            let output = try await program.run(words + manner + ["-outputFile=log.txt"])
            let log = String(decoding: try program.folder.data("log.txt"), as: UTF8.self)
            #expect(output.status == status, "\(words + manner): \(output.errors)")
            let all = output.text + output.errors + log
            #expect(!all.contains(secret), "\(words + manner)")
            // Nor percent-encoded, as it stands in an address.
            #expect(!all.contains("s3cr3t"), "\(words + manner)")
        }
    }

    private static let script = ["sql/V1__a.sql": "CREATE TABLE a (x INT);"]

    @Test func asAnOption() async throws {
        let url = try PostgreSQLServer.shared().url(database: "postgres")
        try await expectSilence(
            Program(Self.script), ["migrate", "-url=\(url)", "-user=guarded", "-password=\(Self.secret)"], status: 1)
    }

    @Test func inTheAddress() async throws {
        let server = try PostgreSQLServer.shared()
        let encoded = "s3cr3t%3Bit's%3D42"
        let program = try Program(Self.script)
        for url in [
            "\(server.url(database: "postgres"))?user=guarded&password=\(encoded)",
            "jdbc:postgresql://guarded:\(encoded)@127.0.0.1:\(server.port)/postgres",
            "jdbc:postgresql://127.0.0.1:1/postgres?user=guarded&password=\(encoded)",
            "jdbc:postgresql://127.0.0.1:port/postgres?password=\(encoded)",
            "jdbc:oracle:thin:guarded/\(encoded)@host",
        ] {
            try await expectSilence(program, ["info", "-url=\(url)"], status: 1)
        }
    }

    @Test func inTheAddressThatIsShown() async throws {
        let database = try PostgreSQLServer.shared().makeDatabase()
        var program = try Program(Self.script)
        program.environment["FLYWAY_DO_NOT_REDACT_URL"] = "true"
        let url = "\(database.url)?user=\(PostgreSQLServer.superuser)&password=s3cr3t"
        try await expectSilence(program, ["info", "-url=\(url)"], secret: "s3cr3t", status: 0)
        let output = try await program.run("info", "-url=\(url)")
        #expect(output.text.contains("Database: \(database.url) (PostgreSQL "))
    }

    @Test func inTheEnvironmentAndInFiles() async throws {
        var program = try Program(Self.script)
        let url = try PostgreSQLServer.shared().url(database: "postgres")
        try program.folder.write(
            "flyway.url=\(url)\nflyway.user=guarded\nflyway.password=\(Self.secret)", to: "flyway.conf")
        try await expectSilence(program, ["migrate"], status: 1)
        try program.folder.write(
            "[environments.default]\nurl = \"\(url)\"\nuser = \"guarded\"\npassword = \"${env.SECRET}\"",
            to: "flyway.toml")
        program.environment["SECRET"] = Self.secret
        try await expectSilence(program, ["migrate"], status: 1)
        program.environment["FLYWAY_PASSWORD"] = Self.secret
        try await expectSilence(program, ["migrate"], status: 1)
    }

    @Test func fromACommand() async throws {
        let url = try PostgreSQLServer.shared().url(database: "postgres")
        try await expectSilence(
            Program(Self.script),
            ["migrate", "-url=\(url)", "-user=guarded", "-passwordCommand=printf 's3cr%st\\n' 3"], secret: "s3cr3t",
            status: 1)
    }

    @Test func theRightOne() async throws {
        let database = try PostgreSQLServer.shared().makeDatabase()
        try await expectSilence(
            Program(Self.script),
            [
                "info", "-url=\(database.url)", "-user=\(PostgreSQLServer.guardedUser)",
                "-password=\(PostgreSQLServer.guardedPassword)",
            ], secret: PostgreSQLServer.guardedPassword, status: 0)
    }

    /// Whatever file, database or program says it, in whatever form, and wherever it is told.
    @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases)
    func whereOthersSayThem(kind: DatabaseKind) async throws {
        // In each form in which it may be written it holds "s3cr3t".
        let word = "s3cr3t\\'\"<&>%\n;x"
        let quoted = word.replacing("'", with: "''")
        let shack = try Shack(
            kind,
            [
                "V1__a.sql":
                    "CREATE TABLE a (x VARCHAR(200));\nINSERT INTO a VALUES ('${apiToken}');\nSELECT x FROM a;",
                "V2__b.sh": "printf '%s\\n' \"$FP__apiToken__\"",
                "V3__c.sql": kind == .sqlite
                    ? "SELECT '${apiToken}' FROM none;"
                    : "DO $$ BEGIN RAISE NOTICE USING MESSAGE = '${apiToken}'; RAISE EXCEPTION USING MESSAGE = '${apiToken}', HINT = '${apiToken}'; END $$;"
                    ,
            ])
        var program = shack.program
        program.environment["FLYWAY_PLACEHOLDERS_APITOKEN"] = quoted
        for manner in Self.manners {
            try shack.database.rows("DROP TABLE IF EXISTS a; DROP TABLE IF EXISTS flyway_schema_history")
            let output = try await program.run(
                ["migrate", "-report=junit:x.xml,html:x.html,github", "-outputFile=log.txt"] + manner)
            #expect(output.status == 1)
            var all = output.text + output.errors
            for file in ["log.txt", "x.xml", "x.html"] {
                all += String(decoding: try program.folder.data(file), as: UTF8.self)
            }
            #expect(!all.contains("s3cr3t"), "\(manner): \(all)")
            #expect(all.contains("V3__c.sql"))
        }
        #expect(try shack.database.column("SELECT x FROM a") == [word])
    }

    @Test(.timeLimit(.minutes(10))) func inInitSql() async throws {
        let database = try PostgreSQLServer.shared().makeDatabase()
        for sql in ["SELECT 's3cr3t' FROM none", "DO $$ BEGIN RAISE WARNING 's3cr3t'; RAISE 's3cr3t'; END $$"] {
            try await expectSilence(
                Program(Self.script),
                ["migrate", "-url=\(database.url)", "-initSql=\(sql)", "-password=s3cr3t"], secret: "s3cr3t", status: 1)
            try await expectSilence(
                Program(Self.script),
                ["migrate", "-url=\(database.url)?password=s3cr3t", "-initSql=\(sql)"], secret: "s3cr3t", status: 1)
        }
        // What is told of before the command was asked cannot be known to be the same.
        try await expectSilence(
            Program(Self.script),
            [
                "migrate", "-url=\(database.url)", "-passwordCommand=printf 's3cr%st\\n' 3",
                "-initSql=DO $$ BEGIN RAISE EXCEPTION USING MESSAGE = 's3c' || 'r3t'; END $$",
            ], secret: "s3cr3t", status: 1)
    }

    /// What is as short as a syllable is no secret, and the history is written as it is.
    @Test(.timeLimit(.minutes(10))) func ofLettersThatOccurEverywhere() async throws {
        let shack = try Shack(.sqlite, ["V1__table_a.sql": "CREATE TABLE a (x INT);"])
        let output = try await shack.program.run("migrate", "-placeholders.key=a", "-placeholders.secret=table a")
        #expect(output.text.contains("Migrating schema \"main\" to version \"1 - ********\""))
        #expect(output.text.contains("Successfully applied"))
        #expect(try shack.database.column("SELECT description FROM flyway_schema_history") == ["table a"])
    }
}
