#if PostgreSQL
    import SwiftwayPostgreSQL
#endif
#if SQLite
    import SwiftwaySQLite
#endif

/// Which client libraries this program runs with. libpq, which is loaded when it is needed, is told by the headers that
/// the program was built with.
package enum DriverVersions {
    package static var text: String {
        var versions: [String] = []
        #if PostgreSQL
            versions.append("libpq \(PostgreSQLConnection.libraryVersion)")
        #endif
        #if SQLite
            versions.append("SQLite \(SQLiteConnection.libraryVersion)")
        #endif
        return versions.isEmpty
            ? "No driver: built without the traits PostgreSQL and SQLite" : versions.joined(separator: ", ")
    }
}
