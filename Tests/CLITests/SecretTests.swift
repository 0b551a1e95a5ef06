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
}
