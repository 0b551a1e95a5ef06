#if PostgreSQL
    import SwiftwayPostgreSQL
#endif
#if SQLite
    import SwiftwaySQLite
#endif

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
        openStandardStreams()
        // A reader that goes away (`swiftway migrate | head -1`) must not end a migration; whoever writes sees an error.
        signal(SIGPIPE, SIG_IGN)
        // Where a parent has left it ignored, the system would not tell how our programs end.
        signal(SIGCHLD, SIG_DFL)
        #if SQLite
            SQLiteConnection.prepareOwnProcess()
        #endif
        #if PostgreSQL
            if mentionsPostgreSQL { PostgreSQLConnection.prepareLibrary() }
        #endif
    }

    /// A file that is opened takes the lowest free number. Where a shell has closed a stream (`>&-`), that would be the
    /// database, and messages would be written into it.
    private static func openStandardStreams() {
        while true {
            let descriptor = open("/dev/null", O_RDWR)
            guard (STDIN_FILENO...STDERR_FILENO).contains(descriptor) else {
                if descriptor > STDERR_FILENO { close(descriptor) }
                return
            }
        }
    }

    #if PostgreSQL
        /// Whether an address of PostgreSQL seems to stand among the words or in the environment: a guess, long before
        /// anything is read in earnest. Loading libpq takes longer than everything up to its first use.
        private static var mentionsPostgreSQL: Bool {
            if let word = ProcessArguments.pointers.first(where: { strncmp($0, "-url=", 5) == 0 }) {
                return strstr(word, "postgres") != nil
            }
            return getenv("FLYWAY_URL").map { strstr($0, "postgres") != nil } ?? false
        }
    #endif

    /// Ends the process at once: destructors of libraries would only give back what the system takes anyway, and libpq
    /// comes with two dozen of them.
    package static func end(_ status: Int32) -> Never {
        _exit(status)
    }
}
