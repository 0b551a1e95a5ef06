import Foundation
package import SwiftwayDatabase
package import SwiftwayPostgreSQL

/// A database of its own for one test, dropped when the last reference to it goes: keep it in a variable.
package final class PostgreSQLDatabase: Sendable {
    package let server: PostgreSQLServer
    package let name: String
    /// Without user and password; see ``PostgreSQLServer/superuser``.
    package var url: String { server.url(database: name) }

    init(on server: PostgreSQLServer) throws {
        self.server = server
        name = "test_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
        let connection = try server.connect()
        // Copying files takes a third of the time of logging them, which is the default since 15.
        let strategy = connection.serverVersion >= 150_000 ? " STRATEGY file_copy" : ""
        _ = try connection.execute("CREATE DATABASE \(name) TEMPLATE template0\(strategy)")
    }

    deinit {
        // With a session still open the database stays until the server goes, as it must.
        guard let connection = try? server.connect() else { return }
        _ = try? connection.execute("SET statement_timeout = 500")
        _ = try? connection.execute("DROP DATABASE IF EXISTS \(name)")
    }

    /// - Parameter parameters: what stands behind the question mark of the address.
    package func connect(
        as user: String = PostgreSQLServer.superuser, _ parameters: String = ""
    ) throws(DatabaseError) -> PostgreSQLConnection {
        try server.connect(database: name, user: user, parameters: parameters)
    }
}
