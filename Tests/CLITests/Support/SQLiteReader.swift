import SwiftwayDatabase
import SwiftwaySQLite

/// Looks into a database file that the program made.
struct SQLiteReader {
    private let connection: SQLiteConnection

    init(_ path: String) throws {
        connection = try SQLiteConnection(ConnectionRequest(url: "jdbc:sqlite:\(path)"))
    }

    func column(_ sql: String) throws -> [String] {
        try connection.execute(sql).last?.rows.map { ($0.first ?? nil) ?? "" } ?? []
    }

    func tables() throws -> [String] {
        try column("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    }
}
