import SwiftwayPostgreSQL
import SwiftwaySQLite

/// Which client libraries this program runs with.
package enum DriverVersions {
    package static var text: String {
        "libpq \(PostgreSQLConnection.libraryVersion), SQLite \(SQLiteConnection.libraryVersion)"
    }
}
