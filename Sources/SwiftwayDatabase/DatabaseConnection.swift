/// What the engine needs of a database, and no more: the roles that its parts take, each in a file of its own.
///
/// The rules for a driver:
/// - It runs what it is given, on the calling thread, and returns or throws ``DatabaseError``. It never retries,
///   prints, rewrites the user's SQL or reads the environment (libpq's own variables and files excepted).
/// - It counts ``DatabaseError/position`` in characters from 1, in the text that it was given.
/// - After an error outside a transaction the connection is usable; inside one, after ``rollback()``.
/// - A connection belongs to one thread. Only its ``canceller`` crosses threads.
/// - Every driver passes the contract suite in `Tests/DriverTests/DriverContract.swift`.
package protocol DatabaseConnection: ConnectionFacts, ConnectionEvents, Statements, Transactions, Pipelining,
    SessionState,
    ForeignKeys, Schemas, HistoryKeeping, LongWork, Watching, BackingUp, MigrationLocking
{}
