internal import CLinkage
internal import SwiftwayGrammar

#if PostgreSQL
    internal import SwiftwayPostgreSQL
#endif
#if SQLite
    internal import SwiftwaySQLite
#endif

/// How this program was built, as far as its user may have to know it. Nothing is loaded or opened to tell.
package enum BuildFacts {
    /// The libraries, as far as they are in this program or are loaded with it. libpq, where it is loaded when it is
    /// needed, is told by the headers that the program was built with.
    package static var libraries: String {
        var parts: [String] = []
        #if PostgreSQL
            parts.append("libpq \(PostgreSQLConnection.libraryVersion)")
        #endif
        #if SQLite
            parts.append("SQLite \(SQLiteConnection.libraryVersion)")
        #endif
        if parts.isEmpty { parts.append("no driver (built without the traits PostgreSQL and SQLite)") }
        if let openSSL { parts.append("OpenSSL \(openSSL)") }
        if let version = PostgreSQLGrammar.version { parts.append("grammar of PostgreSQL \(version)") }
        return parts.joined(separator: ", ")
    }

    package static var linkage: String {
        let toolchain = swiftway_toolchain().map { "Built with \(String(cString: $0)). " } ?? ""
        return toolchain
            + (swiftway_is_static()
                ? "All of them are linked in: no library of the system is used."
                : "libpq and SQLite are those of the system.")
    }

    /// `3.0.19` of `OpenSSL 3.0.19 27 Jan 2026`.
    private static var openSSL: String? {
        guard let text = swiftway_openssl() else { return nil }
        let words = String(cString: text).split(separator: " ")
        return words.count > 1 ? String(words[1]) : words.first.map { String($0) }
    }
}
