public import SwiftwayDatabase
public import SwiftwaySQLite

/// A database file of its own for one test, removed when the last reference to it goes: keep it in a variable.
public final class SQLiteFile: Sendable {
    public let folder: TemporaryFolder
    public var path: String { folder.path(of: "test.db") }
    public var url: String { "jdbc:sqlite:\(path)" }

    public init() throws { folder = try TemporaryFolder() }

    /// - Parameter parameters: what stands behind the question mark of the address.
    public func connect(_ parameters: String = "") throws(DatabaseError) -> SQLiteConnection {
        try SQLiteConnection(ConnectionRequest(url: parameters.isEmpty ? url : "\(url)?\(parameters)"))
    }
}
