/// What the engine needs of a database, and no more.
///
/// The rules for a driver:
/// - It runs what it is given, on the calling thread, and returns or throws ``DatabaseError``. It never retries,
///   prints, rewrites the user's SQL or reads the environment (libpq's own variables and files excepted).
/// - It counts ``DatabaseError/position`` in characters from 1, in the text that it was given.
/// - After an error outside a transaction the connection is usable; inside one, after ``rollback()``.
/// - A connection belongs to one thread. Only its ``canceller`` crosses threads.
/// - Every driver passes the contract suite in `Tests/DriverTests/DriverContract.swift`.
package protocol DatabaseConnection: AnyObject {
    var kind: DatabaseKind { get }
    /// Major and minor version as the `Database:` line shows them: `15.18`, `3.40`.
    var productVersion: String { get }
    /// The version as one number, in the database's own form: 150018 for PostgreSQL 15.18, 3040001 for SQLite 3.40.1.
    var serverVersion: Int { get }
    /// The name of the database; `nil` where a database has none (SQLite).
    var databaseName: String? { get }
    /// Who is connected, for `installed_by`; empty where a database knows no users (SQLite).
    var user: String { get }
    /// Called on the connection's thread for every notice, in order.
    var onNotice: ((Notice) -> Void)? { get set }
    /// Called on the connection's thread about ten times a second while a statement makes it wait, with how long
    /// that statement has been running. It must not use this connection.
    var onWait: ((Duration) -> Void)? { get set }
    /// Whether anybody reads the rows that ``execute(_:)`` gives back. Where nobody does, they may be missing.
    var readsResults: Bool { get set }
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

    /// Gives once what the look that ``ConnectionRequest/historyLook`` asked for has found; `nil` where none was taken,
    /// nobody can tell, or a script has run since.
    func takeFoundHistory() -> FoundHistory?

    // MARK: Statements

    /// Runs `sql` exactly as written, without parameters, and returns one result a statement.
    func execute(_ sql: String) throws(DatabaseError) -> [StatementResult]
    /// Runs one statement of the engine's own with values for `$1`, `$2` … and returns its rows.
    func query(_ sql: String, _ values: [BoundValue]) throws(DatabaseError) -> [Row]
    /// Runs one statement of the engine's own, which returns nothing, for each of `rows`.
    func execute(_ sql: String, forEach rows: [[BoundValue]]) throws(DatabaseError)
    /// Runs statements of the engine's own, all or none: in the open transaction, else in one of their own. Waits once for
    /// all of them.
    func runTogether(_ statements: [String]) throws(DatabaseError)
    /// Runs `COPY … FROM STDIN` with the data that `next` gives piece by piece until it gives `nil`: line ends as
    /// written, without the closing `\.`. What `next` throws ends the statement and is thrown.
    func copy(_ statement: String, data next: CopyData) throws(DatabaseError) -> StatementResult

    // MARK: Transactions

    /// Whether a transaction is open now, asked of the database rather than remembered, because a script may
    /// contain `COMMIT`.
    var isInTransaction: Bool { get }
    /// Starts a transaction that may write: on SQLite `BEGIN IMMEDIATE`, so that waiting for another writer
    /// happens here and not in the middle.
    func begin(_ options: TransactionOptions) throws(DatabaseError)
    func commit() throws(DatabaseError)
    /// Ends the transaction, if one is open, without effect.
    func rollback() throws(DatabaseError)

    // MARK: Pipelines

    /// A way to send statements without waiting for answers; `nil` where waiting costs nothing (SQLite), and where
    /// the client library cannot do it.
    func startPipeline() throws(DatabaseError) -> (any StatementPipeline)?
    /// The statements that ``begin(_:)`` runs, for a pipeline.
    func beginStatements(_ options: TransactionOptions) -> [String]
    /// Statements that make `options` those of the session, for transactions that are then begun without any.
    func sessionStatements(_ options: TransactionOptions) -> [String]
    /// Does what ``resetSession(defaultSchema:keeping:)`` does, runs `statements`, which change settings, and gives a condition
    /// in SQL that holds as long as role, search path and settings are what they are then: one round trip. `nil`, and
    /// nothing is run, where nothing is set, and where the session is another one with each transaction.
    func sessionCondition(defaultSchema schema: String?, after statements: [String]) throws(DatabaseError) -> String?
    /// The statements that ``resetSession(defaultSchema:keeping:)`` runs, for a pipeline.
    /// - Parameter inTransaction: Whether they are sent inside a transaction.
    func resetStatements(defaultSchema schema: String?, inTransaction: Bool) -> [String]
    /// Statements for the end of a transaction that has run a script: behind a pooler what the script has set for its
    /// session must not be found by the session's next user.
    func leaveStatements(defaultSchema schema: String?) -> [String]

    // MARK: Session

    /// The session's settings that ``TransactionOptions`` are about, by the database's own names, with their values as
    /// the owner of the session has set them; empty where the database knows none.
    func optionSettings() throws(DatabaseError) -> [String: String]
    /// Statements that give settings the values that ``optionSettings()`` has told.
    func restoreStatements(_ settings: [String: String]) -> [String]
    /// Where names without a schema are looked up first; `nil` where that cannot be told (empty search path).
    var currentSchema: String? { get }
    /// Whether a backslash escapes in plain strings, in the session that ``resetSession(defaultSchema:keeping:)`` goes
    /// back to:
    /// PostgreSQL's `standard_conforming_strings` is off.
    var plainStringsEscape: Bool { get }
    /// Undoes what a script may have done to the session, so that the next one finds it as it would in a run of its own:
    /// role, settings, temporary tables. Puts `schema`, if it is not `nil`, at the head of the search path.
    /// - Parameter options: Those of the open transaction, which go on to hold in it; `nil` where none is open.
    func resetSession(defaultSchema schema: String?, keeping options: TransactionOptions?) throws(DatabaseError)
    /// What a script's session begins with behind a reset, where scripts work as somebody else than who keeps the history.
    var scriptStatements: [String] { get }
    /// Takes the session as it is now for the state that ``resetSession(defaultSchema:keeping:)`` goes back to. To be
    /// called after the user's own statements for a new connection (`initSql`, `afterConnect`).
    func adoptSession() throws(DatabaseError)

    /// Keeps the database from ending the session, and with it the open transaction, for being silent while something
    /// else works.
    /// - Returns: Statements that set the limits as they were.
    func suspendIdleLimits() throws(DatabaseError) -> [String]

    // MARK: Foreign keys

    /// Whether the session checks foreign keys now, where that can be switched (SQLite); elsewhere `true`.
    var enforcesForeignKeys: Bool { get }
    /// Switches the checks; to be called outside a transaction, where SQLite ignores the switch. Nothing happens
    /// where foreign keys are always checked.
    /// - Throws: when a transaction is open and the switch would change something.
    func setForeignKeyEnforcement(_ enforces: Bool) throws(DatabaseError)
    /// Whether the open transaction could not be committed now because of foreign keys whose check was put off.
    var hasUnresolvedForeignKeys: Bool { get }
    /// The rows that violate a foreign key now; empty where the database never lets one in.
    func foreignKeyViolations() throws(DatabaseError) -> [ForeignKeyViolation]

    // MARK: Schemas and tables

    func schemaExists(_ schema: String) throws(DatabaseError) -> Bool
    /// Whether the schema holds nothing that a migration could collide with.
    func isSchemaEmpty(_ schema: String) throws(DatabaseError) -> Bool
    /// Creates the schema; `false` where the database has no schemas to create.
    func createSchema(_ schema: String) throws(DatabaseError) -> Bool
    /// Drops everything in the schema, the history table included, but not the schema.
    func cleanSchema(_ schema: String) throws(DatabaseError)
    /// How to drop everything in several schemas, in as many transactions as the server wants; `nil` where
    /// ``cleanSchema(_:)`` is the only way.
    func cleanPlan(of schemas: [String]) throws(DatabaseError) -> CleanPlan?
    /// What else would go along, because it depends on what is dropped, though it belongs to none of the schemas: the kind
    /// of each object and its name.
    /// - Parameter dropping: Those of the schemas that will be dropped themselves when they are empty.
    func cleanLosses(of schemas: [String], dropping: [String]) throws(DatabaseError) -> [String]
    /// Runs steps of a ``CleanPlan``.
    func run(_ steps: some Collection<CleanPlan.Step>) throws(DatabaseError)
    /// Drops the schema; `false` where the database has no schemas to drop.
    func dropSchema(_ schema: String) throws(DatabaseError) -> Bool
    /// Whether there is a plain table (no view) of that name.
    func tableExists(_ table: QualifiedName) throws(DatabaseError) -> Bool

    // MARK: Schema history

    /// The statements that create the history table exactly as Flyway does, in two parts: the baseline row,
    /// if there is one, is inserted between them.
    func historyTableStatements(_ table: QualifiedName, tablespace: String?) -> (table: [String], indexes: [String])

    /// A text that is kept with the history table, and changes with the transaction around it; `nil` where there is
    /// none. Flyway never sees it.
    func note(on table: QualifiedName) throws(DatabaseError) -> String?
    /// Keeps another text, or none; as the session's own role, whatever role a script has taken.
    func setNote(_ text: String?, on table: QualifiedName) throws(DatabaseError)

    // MARK: Work that others do not wait for

    /// The indexes of that name in all schemas; without a name all that are invalid and not being built just now.
    func indexes(named name: String?) throws(DatabaseError) -> [TableIndex]
    /// Drops an index while others go on working; does nothing where there is none.
    func dropIndexConcurrently(_ index: QualifiedName, within limit: Duration) throws(DatabaseError)
    /// - Parameter schema: `nil` is the search path's.
    func partitionState(schema: String?, table: String) throws(DatabaseError) -> PartitionState
    /// What another session is busy with; `nil` where it runs nothing, or where nobody can tell.
    func activity(of session: Int) throws(DatabaseError) -> SessionActivity?
    /// Waits until everything committed before is safe on disk.
    func flushCommits(of table: QualifiedName) throws(DatabaseError)
    /// Writes a consistent copy of the database into a new file.
    /// - Throws: where the file is there already, and where the database has no such way.
    func backUp(to path: String) throws(DatabaseError)

    // MARK: Migration lock

    /// What keeps other migrators of the same history table away while this connection works.
    var exclusion: Exclusion { get }
    /// Tries to take the lock that excludes other migrators of the same history table, for the session, without waiting and
    /// outside any transaction.
    /// - Parameter look: What to look at as soon as the lock is held, for ``takeFoundHistory()``.
    func tryLock(_ key: Int64, look: HistoryLook?) throws(DatabaseError) -> Bool
    /// Begins a transaction and takes the same lock until it ends, without waiting: the form that works through a pooler.
    /// Where a transaction that writes excludes others anyway, it is ``begin(_:)``.
    /// - Returns: `false` where somebody else has the lock; then there is no transaction.
    func tryBegin(_ options: TransactionOptions, lock key: Int64) throws(DatabaseError) -> Bool
    /// Statements, for the start of a transaction in a pipeline, that take the lock or fail.
    func lockStatements(_ key: Int64) -> [String]
    /// A condition in SQL, without which nothing may be recorded, that holds as long as the lock is held: asked on this
    /// connection where the lock is the session's, on others where it is the transaction's. `nil` where there is none.
    var lockCondition: String? { get }
    /// Takes the session's lock again if something that ran here has given it back (`DISCARD ALL`); `false` where somebody
    /// else was faster.
    func renewLock(_ key: Int64) throws(DatabaseError) -> Bool
    /// Gives the lock back; `false` if it was not ours any more.
    func unlock(_ key: Int64) throws(DatabaseError) -> Bool
    /// What ``unlock(_:)`` asks, for a pipeline: one row of one truth value. `nil` where there are no pipelines.
    func unlockStatement(_ key: Int64) -> String?
    /// Who holds the lock, for people who wait: pid, application, age, query; `nil` if nobody or unknown.
    func lockHolder(_ key: Int64) throws(DatabaseError) -> LockHolder?
}

/// What keeps other migrators of the same history table away.
package enum Exclusion: Sendable {
    /// A lock of the session that works, held for a whole run: whatever ends the session ends its work, too.
    case session
    /// Each transaction that writes: between two of them others may migrate, so that each looks at the history again.
    case transaction
}

/// Data of a `COPY`, asked for piece by piece.
package typealias CopyData = () throws(DatabaseError) -> ArraySlice<UInt8>?

extension DatabaseConnection {
    package func takeFoundHistory() -> FoundHistory? { nil }

    package func cleanPlan(of schemas: [String]) throws(DatabaseError) -> CleanPlan? { nil }

    package func cleanLosses(of schemas: [String], dropping: [String]) throws(DatabaseError) -> [String] { [] }

    package func run(_ steps: some Collection<CleanPlan.Step>) throws(DatabaseError) {
        for step in steps { _ = try execute(step.statement) }
    }

    package func suspendIdleLimits() throws(DatabaseError) -> [String] { [] }

    /// Tries to take the lock for the session.
    package func tryLock(_ key: Int64) throws(DatabaseError) -> Bool { try tryLock(key, look: nil) }

    package var scriptStatements: [String] { [] }

    /// Makes the session, which was reset, a script's.
    package func enterScript() throws(DatabaseError) {
        guard !scriptStatements.isEmpty else { return }
        _ = try execute(scriptStatements.joined(separator: ";\n"))
    }

    /// Starts a transaction without further wishes.
    package func begin() throws(DatabaseError) { try begin(TransactionOptions()) }

    package func execute(_ sql: String, forEach rows: [[BoundValue]]) throws(DatabaseError) {
        for row in rows { _ = try query(sql, row) }
    }

    package func resetSession(defaultSchema schema: String?) throws(DatabaseError) {
        try resetSession(defaultSchema: schema, keeping: nil)
    }

    /// Runs ``leaveStatements(defaultSchema:)``.
    package func leaveSession(defaultSchema schema: String?) throws(DatabaseError) {
        for sql in leaveStatements(defaultSchema: schema) { _ = try query(sql, []) }
    }

    /// The same with data that is there as a whole.
    package func copy(_ statement: String, data: ArraySlice<UInt8>) throws(DatabaseError) -> StatementResult {
        var rest: ArraySlice<UInt8>? = data
        return try copy(statement) { () throws(DatabaseError) in
            defer { rest = nil }
            return rest
        }
    }
}

/// Interrupts a connection: the one thing that other threads may do to it.
package protocol Canceller: Sendable {
    /// Asks the database to stop the running statement, which then fails with category `cancelled`. Does
    /// nothing when no statement is running. May be called at any time, also after the connection was closed.
    func cancel()
}
