import Foundation
import SwiftwayDatabase
import SwiftwayPostgreSQL

/// A server of its own for the tests of this process: in a temporary folder, on a free port, started once, and
/// stopped and removed when the process ends, however it ends.
package final class PostgreSQLServer: Sendable {
    package let port: Int
    /// Holds the data, the socket and the log.
    package let folder: String

    /// May do everything and needs no password.
    package static let superuser = "postgres"
    /// May log in over TCP with ``guardedPassword`` only, and do little.
    package static let guardedUser = "guarded"
    package static let guardedPassword = "correct horse"

    /// Who runs it.
    let account: ServerAccount
    private let caretaker: Caretaker

    private static let running = Result { try PostgreSQLServer() }
    private static let runningEncrypted = Result { try PostgreSQLServer(isEncrypted: true) }

    /// The server of this process, started at the first call.
    /// - Throws: when there is no server program or it does not start: tests that need it fail then.
    package static func shared() throws -> PostgreSQLServer { try running.get() }

    /// Another one, that lets everybody but the superuser in with TLS only, and takes passwords as they are sent, as RDS
    /// does with tokens. Its certificate is its own.
    package static func encrypted() throws -> PostgreSQLServer { try runningEncrypted.get() }

    // MARK: Databases

    /// A new, empty database.
    package func makeDatabase() throws -> PostgreSQLDatabase { try PostgreSQLDatabase(on: self) }

    package func url(database: String) -> String { "jdbc:postgresql://127.0.0.1:\(port)/\(database)" }

    func connect(
        database: String = "postgres", user: String = superuser, parameters: String = ""
    ) throws(DatabaseError) -> PostgreSQLConnection {
        let url = url(database: database) + (parameters.isEmpty ? "" : "?\(parameters)")
        return try PostgreSQLConnection(ConnectionRequest(url: url, user: user, applicationName: "swiftway test"))
    }

    // MARK: Starting

    private init(isEncrypted: Bool = false) throws {
        let binaries = try PostgreSQLBinaries.find()
        account = try ServerAccount.current()
        folder = try account.makeFolder("postgresql")
        port = try Loopback.freePort()
        do {
            try account.run(
                binaries.path(of: "initdb"),
                [
                    "--pgdata", "\(folder)/data", "--username", Self.superuser, "--auth", "trust", "--encoding", "UTF8",
                    "--locale", "C", "--no-sync",
                ])
            try account.write(
                isEncrypted ? Self.encryptedAccessRules : Self.accessRules, to: "\(folder)/data/pg_hba.conf")
            var settings = [
                "listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "synchronous_commit=off",
                "shared_buffers=32MB", "max_connections=200",
            ]
            if isEncrypted {
                try Self.makeCertificate(in: "\(folder)/data", as: account)
                settings += ["ssl=on", "ssl_cert_file=server.crt", "ssl_key_file=server.key"]
            }
            caretaker = try Caretaker(
                of: folder, running: binaries.path(of: "postgres"),
                ["-D", "\(folder)/data", "-p", String(port), "-k", folder] + settings.flatMap { ["-c", $0] },
                endedBy: "QUIT", as: account)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
        try waitUntilReady()
        let connection = try connect()
        _ = try connection.execute("CREATE ROLE \(Self.guardedUser) LOGIN PASSWORD '\(Self.guardedPassword)'")
    }

    private static let accessRules = """
        local all all trust
        host all \(guardedUser) all scram-sha-256
        host all all all trust

        """

    private static let encryptedAccessRules = """
        local all all trust
        host all \(superuser) all trust
        hostssl all all all password

        """

    /// For the name `localhost`.
    private static func makeCertificate(in folder: String, as account: ServerAccount) throws {
        let (key, certificate) = ("\(folder)/server.key", "\(folder)/server.crt")
        try account.run(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
            ])
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    }

    private func waitUntilReady() throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do {
                _ = try connect()
                return
            } catch {
                guard ContinuousClock.now < deadline else {
                    throw TestSupportError(
                        "The server in \(folder) does not start: \(error.message)\n\(caretaker.log)")
                }
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }
}
