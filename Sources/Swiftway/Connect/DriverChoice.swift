import SwiftwayCore
import SwiftwayDatabase
import SwiftwayPostgreSQL
import SwiftwaySQLite

/// Address to driver: the only place that knows which drivers there are.
enum DriverChoice {
    /// The database that an address means; `nil` where nobody knows the address.
    static func kind(of url: String?) -> DatabaseKind? {
        guard let url else { return nil }
        if PostgreSQLConnection.recognises(url) { return .postgreSQL }
        return SQLiteConnection.recognises(url) ? .sqlite : nil
    }

    static func connect(_ request: ConnectionRequest) throws(DatabaseError) -> (any DatabaseConnection)? {
        if PostgreSQLConnection.recognises(request.url) { return try PostgreSQLConnection(request) }
        if SQLiteConnection.recognises(request.url) { return try SQLiteConnection(request) }
        return nil
    }
}
