import SwiftwayCore
import SwiftwayDatabase

/// The transactions that migrations run in: how they begin, how long they wait, and when they are safe on disk.
extension MigrateRun {
    /// Called once the lock is held: from now on somebody may be asked what holds a statement up.
    mutating func beginWatching() throws(MigrationError) {
        guard connection.kind.hasAdvisoryLocks else { return }
        // Behind a pooler it would take one of the connections that others wait for.
        if !connection.isBehindPooler { watch.observer = ObserverConnection(session.connector) }
        ownSettings = try session.ask("Unable to read the session's settings") { connection throws(DatabaseError) in
            try connection.optionSettings()
        }
        guard settings.safety.lockTimeout != .zero else { return }
        // What the owner of the session has set, `afterConnect` too, counts more than our own default.
        var timeout = settings.safety.lockTimeout
        if timeout == nil, ownSettings["lock_timeout"] == "0" { timeout = SafetySettings.defaultLockTimeout }
        retries.turnOn(lockTimeout: timeout)
        watch.expect(lockTimeout: timeout)
    }

    /// - Parameter isLast: Whether no other migration of this run follows, which would make this one safe too.
    func transactionOptions(isLast: Bool) -> TransactionOptions {
        let statementTimeout = settings.safety.statementTimeout
        return TransactionOptions(
            lockTimeout: retries.lockTimeout, statementTimeout: statementTimeout == .zero ? nil : statementTimeout,
            isDurable: isLast || settings.safety.durability == .each)
    }

    func begin(isLast: Bool = true) throws(MigrationError) {
        // Some of what a script has set can be put back outside of a transaction only.
        try resetSession()
        let watch = Stopwatch()
        trace.begin()
        try session.begin(transactionOptions(isLast: isLast))
        // There others are waited for here.
        if !connection.kind.hasAdvisoryLocks { session.observe(.lockAcquired(waited: watch.elapsed)) }
    }

    func rollback() throws(MigrationError) {
        try session.ask("Unable to roll back") { connection throws(DatabaseError) in try connection.rollback() }
    }

    mutating func commit(_ step: Step, isDurable: Bool) throws(MigrationError) {
        guard connection.isInTransaction else { return }
        try session.ask("Unable to commit \(step.migration.file.displayPath)") { connection throws(DatabaseError) in
            try connection.commit()
        }
        hasUnflushedCommits = !isDurable
    }

    /// Waits until everything that was committed is safe on disk: nothing is reported as applied before.
    mutating func makeDurable() throws(MigrationError) {
        guard hasUnflushedCommits else { return }
        try session.ask("Unable to make sure that all commits are on disk") { connection throws(DatabaseError) in
            try connection.flushCommits(of: session.history.name)
        }
        hasUnflushedCommits = false
    }

    /// The same after a failure, which counts more than this.
    mutating func makingDurable(after error: MigrationError) -> MigrationError {
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
    private mutating func flushOnNewConnection() -> Bool {
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

    // MARK: Foreign keys

    func setForeignKeys(_ enforced: Bool) throws(MigrationError) {
        try session.ask("Unable to switch foreign keys") { connection throws(DatabaseError) in
            try connection.setForeignKeyEnforcement(enforced)
        }
    }

    func violations() throws(MigrationError) -> Set<ForeignKeyViolation> {
        try session.ask("Unable to check foreign keys") { connection throws(DatabaseError) in
            Set(try connection.foreignKeyViolations())
        }
    }

    /// Violations that were there before are not this migration's.
    func checkForeignKeys(
        _ step: Step, since before: Set<ForeignKeyViolation>
    ) throws(MigrationError) {
        let new = try violations().subtracting(before)
        guard let first = new.first else { return }
        throw MigrationError(
            code: Self.failureCode(step.migration),
            message: "\(step.migration.file.displayPath) leaves \(new.count) "
                + "violation\(new.count == 1 ? "" : "s") of foreign keys, for example: \(first)")
    }
}
