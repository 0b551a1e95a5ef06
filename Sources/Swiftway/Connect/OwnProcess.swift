import SwiftwayPostgreSQL
import SwiftwaySQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a program does that is swiftway and nothing else, and a server that embeds it does not.
package enum OwnProcess {
    /// To be called before anything else.
    package static func prepare() {
        SQLiteConnection.prepareOwnProcess()
        if mentionsPostgreSQL { PostgreSQLConnection.prepareLibrary() }
    }

    /// Whether an address of PostgreSQL seems to stand among the words or in the environment: a guess, long before
    /// anything is read in earnest. Loading libpq takes longer than everything up to its first use.
    private static var mentionsPostgreSQL: Bool {
        if let word = ProcessArguments.pointers.first(where: { strncmp($0, "-url=", 5) == 0 }) {
            return strstr(word, "postgres") != nil
        }
        return getenv("FLYWAY_URL").map { strstr($0, "postgres") != nil } ?? false
    }

    /// Ends the process at once: destructors of libraries would only give back what the system takes anyway, and libpq
    /// comes with two dozen of them.
    package static func end(_ status: Int32) -> Never {
        // A reader that went away (`swiftway info | head`) is no failure of ours.
        fflush(nil)
        _exit(status)
    }
}
