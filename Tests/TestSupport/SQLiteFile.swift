package import SwiftwayDatabase
package import SwiftwaySQLite

/// A database file of its own for one test, removed when the last reference to it goes: keep it in a variable.
package final class SQLiteFile: Sendable {
    package let folder: TemporaryFolder
    package var path: String { folder.path(of: "test.db") }
    package var url: String { "jdbc:sqlite:\(path)" }

    package init() throws { folder = try TemporaryFolder() }

    /// - Parameter parameters: what stands behind the question mark of the address.
    package func connect(_ parameters: String = "") throws(DatabaseError) -> SQLiteConnection {
        try SQLiteConnection(ConnectionRequest(url: parameters.isEmpty ? url : "\(url)?\(parameters)"))
    }
}
