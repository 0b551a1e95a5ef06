import SwiftwayCore
import SwiftwayDatabase

/// The transactions that migrations run in: how they begin, how long they wait, and when they are safe on disk.
final class MigrationTransactions {
    let session: Session
    private let retries: LockRetries
    /// What of the migration under way stays whatever becomes of it.
    let trace = TransactionTrace()
    /// The session's settings before this run changed any.
    private(set) var ownSettings: [String: String] = [:]
    /// Whether a commit was not waited for to be safe on disk.
    private var hasUnflushedCommits = false

    private var connection: any DatabaseConnection { session.connection }

    init(_ session: Session, _ retries: LockRetries) {
        self.session = session
        self.retries = retries
    }

    /// Asks what the session's settings are, before the first of them is changed.
    func readSettings() throws(MigrationError) {
        ownSettings = try session.ask("Unable to read the session's settings") { connection throws(DatabaseError) in
            try connection.optionSettings()
        }
    }

    /// - Parameter isLast: Whether no other migration of this run follows, which would make this one safe too.
    func options(isLast: Bool) -> TransactionOptions {
        let safety = session.settings.safety
        return TransactionOptions(
            lockTimeout: retries.lockTimeout,
            statementTimeout: safety.statementTimeout == .zero ? nil : safety.statementTimeout,
            isDurable: isLast || safety.durability == .each)
    }

    func begin(isLast: Bool = true) throws(MigrationError) {
        // Some of what a script has set can be put back outside of a transaction only.
        try resetSession()
        let watch = Stopwatch()
        trace.begin()
        try session.begin(options(isLast: isLast))
        // There others are waited for here.
        if !connection.kind.hasAdvisoryLocks { session.observe(.lockAcquired(waited: watch.elapsed)) }
    }

    func rollback() throws(MigrationError) {
        try session.ask("Unable to roll back") { connection throws(DatabaseError) in try connection.rollback() }
    }

    func commit(_ path: String, isDurable: Bool) throws(MigrationError) {
        guard connection.isInTransaction else { return }
        try session.ask("Unable to commit \(path)") { connection throws(DatabaseError) in try connection.commit() }
        committed(isDurable: isDurable)
    }

    /// - Parameter isDurable: Whether the commit, and so all before it, has waited for the disk.
    func committed(isDurable: Bool) { hasUnflushedCommits = !isDurable }

    /// Whether the history still ends where the plan was made. Where no lock excludes others, this is asked inside
    /// the transaction that does.
    func historyIsUnchanged(since applied: AppliedMigrations) throws(MigrationError) -> Bool {
        guard connection.exclusion == .transaction else { return true }
        // A failed row that is going to be replaced is none of those that the plan counts.
        let planned = [applied.failedRow?.installedRank, applied.rank].compactMap { $0 }.max()
        return try session.history.lastRank() == planned
    }

    // MARK: The disk

    /// Waits until everything that was committed is safe on disk: nothing is reported as applied before.
    func makeDurable() throws(MigrationError) {
        guard hasUnflushedCommits else { return }
        try session.ask("Unable to make sure that all commits are on disk") { connection throws(DatabaseError) in
            try connection.flushCommits(of: session.history.name)
        }
        hasUnflushedCommits = false
    }

    /// The same after a failure, which counts more than this.
    func makingDurable(after error: MigrationError) -> MigrationError {
        do {
            try makeDurable()
            return error
        } catch let second {
            if second.databaseError?.category == .connectionLost, flushOnNewConnection() { return error }
            var error = error
            error.advice =
                (error.advice.map { $0 + "\n" } ?? "")
                + "Whether the last migrations before it are safe on the server's disk could not be confirmed: "
                + (second.databaseError?.message ?? second.message)
            return error
        }
    }

    /// The commits are the server's, and not the session's: any other one can wait for them just as well.
    private func flushOnNewConnection() -> Bool {
        do {
            let other = try session.connector.connect()
            // `afterConnect` may have chosen the role that may write the history.
            for sql in connection.resetStatements(defaultSchema: nil, inTransaction: false) {
                _ = try other.query(sql, [])
            }
            try other.flushCommits(of: session.history.name)
            hasUnflushedCommits = false
            return true
        } catch {
            return false
        }
    }

    // MARK: The session

    /// - Parameter options: Of the transaction around it, if there is one.
    func resetSession(keeping options: TransactionOptions? = nil) throws(MigrationError) {
        try session.ask("Unable to put the session back") { connection throws(DatabaseError) in
            try connection.resetSession(defaultSchema: session.defaultSchema, keeping: options)
        }
    }

    /// Behind a script: so that neither the history's row nor anybody else is where the script has gone.
    func leaveSession(keeping options: TransactionOptions?) throws(MigrationError) {
        guard connection.isBehindPooler else { return try resetSession(keeping: options) }
        guard connection.isInTransaction else { return }
        try session.ask("Unable to leave the session as it was") { connection throws(DatabaseError) in
            try connection.leaveSession(defaultSchema: session.defaultSchema)
        }
    }
}
