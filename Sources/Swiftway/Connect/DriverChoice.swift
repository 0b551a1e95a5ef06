import SwiftwayCore
import SwiftwayDatabase
import SwiftwayPostgreSQL
import SwiftwaySQLite

/// Address to driver: the only place that knows which drivers there are.
enum DriverChoice {
    static func connect(_ request: ConnectionRequest) throws(DatabaseError) -> (any DatabaseConnection)? {
        if PostgreSQLConnection.recognises(request.url) { return try PostgreSQLConnection(request) }
        if SQLiteConnection.recognises(request.url) { return try SQLiteConnection(request) }
        return nil
    }
}
