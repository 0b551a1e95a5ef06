/// What a connection is, and to what.
package protocol ConnectionFacts: AnyObject {
    var kind: DatabaseKind { get }
    /// Major and minor version as the `Database:` line shows them: `15.18`, `3.40`.
    var productVersion: String { get }
    /// The version as one number, in the database's own form: 150018 for PostgreSQL 15.18, 3040001 for SQLite 3.40.1.
    var serverVersion: Int { get }
    /// The name of the database; `nil` where a database has none (SQLite).
    var databaseName: String? { get }
    /// Who is connected, for `installed_by`; empty where a database knows no users (SQLite).
    var user: String { get }
    /// The session as the database numbers it, for ``activity(of:)``; `nil` where sessions have no number.
    var sessionID: Int? { get }
    /// Whether the connection still stands, as far as can be told without asking the database.
    var isConnected: Bool { get }
    /// Interrupts what the connection is running, from any thread.
    var canceller: any Canceller { get }
    /// Whether the database refuses every write: a standby, a file without write permission.
    var isReadOnly: Bool { get }
    /// Whether a pooler stands in between, which may give every transaction another server session: session
    /// locks and settings are unsafe there.
    var isBehindPooler: Bool { get }
}

/// What a connection tells by itself while it is used.
package protocol ConnectionEvents: AnyObject {
    /// Called on the connection's thread for every notice, in order.
    var onNotice: ((Notice) -> Void)? { get set }
    /// Called on the connection's thread about ten times a second while a statement makes it wait, with how long
    /// that statement has been running. It must not use this connection.
    var onWait: ((Duration) -> Void)? { get set }
    /// Whether anybody reads the rows that ``execute(_:)`` gives back. Where nobody does, they may be missing.
    var readsResults: Bool { get set }
}

/// Interrupts a connection: the one thing that other threads may do to it.
package protocol Canceller: Sendable {
    /// Asks the database to stop the running statement, which then fails with category `cancelled`. Does
    /// nothing when no statement is running. May be called at any time, also after the connection was closed.
    func cancel()
}
