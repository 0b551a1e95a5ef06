import SwiftwayDatabase
import SwiftwayPostgreSQL
import SwiftwaySQLite
import TestSupport

/// A database of one kind or the other for one test.
enum TestDatabase {
    case sqlite(SQLiteFile)
    case postgreSQL(PostgreSQLDatabase)

    init(_ kind: DatabaseKind) throws {
        switch kind {
        case .sqlite: self = .sqlite(try SQLiteFile())
        case .postgreSQL: self = .postgreSQL(try PostgreSQLServer.shared().makeDatabase())
        }
    }

    func connect() throws -> any DatabaseConnection {
        switch self {
        case .sqlite(let file): try file.connect()
        case .postgreSQL(let database): try database.connect()
        }
    }
}
