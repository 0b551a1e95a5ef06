import Foundation
package import SwiftwayDatabase
import SwiftwayPostgreSQL

/// A PgBouncer of its own in front of a server. In transaction mode every transaction of a client may get another session
/// of the server; in session mode each client keeps one. Stopped when the last reference to it goes, and with the process, however it ends.
package final class PgBouncer: Sendable {
    package let port: Int
    private let caretaker: Caretaker

    package enum Mode: String {
        case transaction, session
    }

    /// - Parameter poolSize: How many sessions of the server there are at most for one database and user.
    /// - Throws: when there is no such program: tests that need it fail then.
    package init(inFrontOf server: PostgreSQLServer, poolSize: Int = 4, mode: Mode = .transaction) throws {
        let program = try Self.program()
        let account = server.account
        let folder = try account.makeFolder("pgbouncer")
        port = try Loopback.freePort()
        do {
            try account.write(Self.settings(port: port, server: server, poolSize: poolSize, mode), to: "\(folder)/ini")
            caretaker = try Caretaker(
                of: folder, running: program, ["\(folder)/ini"], endedBy: "KILL", as: account)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
        try waitUntilReady()
    }

    package func url(database: String) -> String { "jdbc:postgresql://127.0.0.1:\(port)/\(database)" }

    /// One more client.
    package func connect(database: String) throws(DatabaseError) -> any DatabaseConnection {
        try PostgreSQLConnection(
            ConnectionRequest(
                url: url(database: database), user: PostgreSQLServer.superuser, applicationName: "swiftway test"))
    }

    /// `any`: whatever name a client gives, it becomes the superuser. Clients that find the pool empty wait for some
    /// seconds and are then sent away, so that no test hangs.
    private static func settings(port: Int, server: PostgreSQLServer, poolSize: Int, _ mode: Mode) -> String {
        """
        [databases]
        * = host=127.0.0.1 port=\(server.port) user=\(PostgreSQLServer.superuser)

        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = \(port)
        unix_socket_dir =
        auth_type = any
        pool_mode = \(mode.rawValue)
        default_pool_size = \(poolSize)
        max_client_conn = 200
        query_wait_timeout = \(mode == .transaction ? 20 : 300)
        server_idle_timeout = 60

        """
    }

    private static func program() throws -> String {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { String($0) }
        let candidates = (folders + ["/usr/sbin", "/opt/homebrew/bin", "/usr/local/bin"]).map { "\($0)/pgbouncer" }
        guard let program = candidates.first(where: FileManager.default.isExecutableFile) else {
            throw TestSupportError(
                "No pgbouncer found (Debian, Ubuntu: apt-get install pgbouncer; macOS: brew install pgbouncer)")
        }
        return program
    }

    private func waitUntilReady() throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            do {
                close(try Loopback.connection(to: port))
                return
            } catch {
                guard ContinuousClock.now < deadline else {
                    throw TestSupportError("PgBouncer does not start: \(error)\n\(caretaker.log)")
                }
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }
}
