import Foundation
import SwiftwayDatabase
import SwiftwayPostgreSQL

/// A server of its own for the tests of this process: in a temporary folder, on a free port, started once, and
/// stopped and removed when the process ends, however it ends.
public final class PostgreSQLServer: Sendable {
    public let port: Int
    /// Holds the data, the socket and the log.
    public let folder: String

    /// May do everything and needs no password.
    public static let superuser = "postgres"
    /// May log in over TCP with ``guardedPassword`` only, and do little.
    public static let guardedUser = "guarded"
    public static let guardedPassword = "correct horse"

    /// Open as long as this process lives: its end is what stops the server.
    private let lifeline: FileHandle

    private static let running = Result { try PostgreSQLServer() }

    /// The server of this process, started at the first call.
    /// - Throws: when there is no server program or it does not start: tests that need it fail then.
    public static func shared() throws -> PostgreSQLServer { try running.get() }

    // MARK: Databases

    /// A new, empty database.
    public func makeDatabase() throws -> PostgreSQLDatabase { try PostgreSQLDatabase(on: self) }

    public func url(database: String) -> String { "jdbc:postgresql://127.0.0.1:\(port)/\(database)" }

    func connect(
        database: String = "postgres", user: String = superuser, parameters: String = ""
    ) throws(DatabaseError) -> PostgreSQLConnection {
        let url = url(database: database) + (parameters.isEmpty ? "" : "?\(parameters)")
        return try PostgreSQLConnection(ConnectionRequest(url: url, user: user, applicationName: "swiftway test"))
    }

    // MARK: Starting

    private init() throws {
        let binaries = try PostgreSQLBinaries.find()
        let account = try ServerAccount.current()
        folder = try account.makeFolder()
        port = try Self.freePort()
        do {
            try account.run(
                binaries.path(of: "initdb"),
                [
                    "--pgdata", "\(folder)/data", "--username", Self.superuser, "--auth", "trust", "--encoding", "UTF8",
                    "--locale", "C", "--no-sync",
                ])
            try account.write(Self.accessRules, to: "\(folder)/data/pg_hba.conf")
            lifeline = try account.startWatched(
                Self.script,
                [binaries.path(of: "postgres"), folder, String(port)])
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
        StoppedAtExit.register(lifeline, folder: folder)
        try waitUntilReady()
        let connection = try connect()
        _ = try connection.execute("CREATE ROLE \(Self.guardedUser) LOGIN PASSWORD '\(Self.guardedPassword)'")
    }

    private static let accessRules = """
        local all all trust
        host all \(guardedUser) all scram-sha-256
        host all all all trust

        """

    /// Runs the server until standard input ends, then removes the folder. Reading a pipe notices every end of the
    /// test process, `kill -9` included. Signals to the whole group (Ctrl-C) must not stop this shell before that.
    private static let script = """
        trap '' INT TERM HUP
        "$1" -D "$2/data" -p "$3" -k "$2" -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
        -c synchronous_commit=off -c shared_buffers=32MB -c max_connections=200 >"$2/log" 2>&1 </dev/null &
        server=$!
        cat >/dev/null
        kill -QUIT $server
        wait $server
        rm -rf "$2"
        """

    private func waitUntilReady() throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do {
                _ = try connect()
                return
            } catch {
                guard ContinuousClock.now < deadline else {
                    let log = (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "no log"
                    throw TestSupportError("The server in \(folder) does not start: \(error.message)\n\(log)")
                }
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    /// A port that nobody listens on at this moment.
    private static func freePort() throws -> Int {
        #if canImport(Darwin)
            let listener = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && getsockname(listener, pointer, &length) == 0
            }
        }
        guard listener >= 0, isBound else { throw TestSupportError("There is no free port on 127.0.0.1") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
