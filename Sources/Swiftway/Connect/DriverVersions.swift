import SwiftwayPostgreSQL
import SwiftwaySQLite

/// Which client libraries this program runs with. libpq, which is loaded when it is needed, is told by the headers that
/// the program was built with.
package enum DriverVersions {
    package static var text: String {
        "libpq \(PostgreSQLConnection.libraryVersion), SQLite \(SQLiteConnection.libraryVersion)"
    }
}
