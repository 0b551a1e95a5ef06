import SwiftwaySQLite

/// What a program does that is swiftway and nothing else, and a server that embeds it does not.
package enum OwnProcess {
    /// To be called before anything else.
    package static func prepare() { SQLiteConnection.prepareOwnProcess() }
}
