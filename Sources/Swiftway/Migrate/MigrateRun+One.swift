import SwiftwayCore
import SwiftwayDatabase

/// One migration by itself: in one transaction with its history row, or statement by statement.
extension MigrateRun {
    mutating func runAlone(_ step: Step, announces: Bool = true) throws(MigrationError) -> Outcome {
        let stopwatch = Stopwatch()
        let outcome =
            step.isTransactional
            ? try runInTransaction(step, stopwatch, announces: announces)
            : try runStatementByStatement(step, stopwatch)
        if outcome == .applied {
            record(step.migration, milliseconds: stopwatch.milliseconds)
            queue.advance()
        }
        return outcome
    }

    /// As often as a lock is in the way and there is patience left.
    private mutating func runInTransaction(
        _ step: Step, _ stopwatch: Stopwatch, announces: Bool
    ) throws(MigrationError) -> Outcome {
        var attempt = 1
        while true {
            let began = ContinuousClock.now
            do {
                return try attemptTransaction(step, stopwatch, announces: announces && attempt == 1)
            } catch {
                guard stepsBack(step, after: error, attempt: attempt, began: began) else {
                    throw failed(step, error, in: .transaction)
                }
                attempt += 1
            }
        }
    }

    /// Whether to try once more what a lock was in the way of: after a rollback and a pause.
    func stepsBack(
        _ step: Step, after error: MigrationError, attempt: Int, began: ContinuousClock.Instant
    ) -> Bool {
        guard canTryAgain(step, after: error) else { return false }
        try? connection.rollback()
        return retries.tryAgain(
            step.migration.file.fileName, after: error.databaseError, attempt: attempt, began: began)
    }

    /// Whether nothing would stay of the failed attempt.
    func canTryAgain(_ step: Step, after error: MigrationError) -> Bool {
        error.databaseError?.category == .locked && retries.isOn && step.canBeRolledBack
            && callbacks.canBeRolledBack
    }

    /// Statements and history row in one transaction: both or neither.
    private mutating func attemptTransaction(
        _ step: Step, _ stopwatch: Stopwatch, announces: Bool
    ) throws(MigrationError) -> Outcome {
        let suspendsForeignKeys = step.script?.suspendsForeignKeys ?? false
        if suspendsForeignKeys { try setForeignKeys(false) }
        defer { if suspendsForeignKeys { try? setForeignKeys(true) } }
        let before = suspendsForeignKeys ? try violations() : []
        let isDurable = transactionOptions(isLast: step.isLast).isDurable
        try begin(isLast: step.isLast)
        guard try historyIsUnchanged() else {
            try rollback()
            return .historyChanged
        }
        try execute(step, inTransaction: true, announces: announces)
        if suspendsForeignKeys { try checkForeignKeys(step, since: before) }
        try session.history.insert(row(step.migration, milliseconds: stopwatch.milliseconds))
        try commit(step, isDurable: isDurable)
        return .applied
    }

    /// - Parameter inTransaction: Whether a transaction was opened for it, alone or with its group.
    func execute(
        _ step: Step, inTransaction: Bool, announces: Bool = true,
        send: ScriptRunner.Send = { (_, _, plainly) throws(DatabaseError) in try plainly() }
    ) throws(MigrationError) {
        let options = inTransaction ? transactionOptions(isLast: step.isLast || settings.execution.group) : nil
        try resetSession(keeping: options)
        guard let script = step.script else {
            session.observe(.skippingExecution(step.label))
            return
        }
        try session.ask("Unable to take the role of scripts") { connection throws(DatabaseError) in
            try connection.enterScript()
        }
        try callbacks.fireInside(.beforeEachMigrate)
        if announces { session.observe(.migrating(step.label)) }
        watch.begin(
            script: step.migration.file.fileName, migration: step.number, of: queue.count,
            statements: script.plan?.count)
        try session.scripts.run(
            script, inTransaction: inTransaction, code: Self.failureCode(step.migration),
            options: transactionOptions(isLast: true), watch: watch, trace: trace, send: send,
            around: { moment throws(MigrationError) in
                switch moment {
                case .before: try callbacks.fireInside(.beforeEachMigrateStatement)
                case .after: try callbacks.fireInside(.afterEachMigrateStatement)
                case .failed:
                    if !connection.kind.failureAbortsTransaction {
                        try callbacks.fireInside(.afterEachMigrateStatementError)
                    }
                }
            })
        try callbacks.fireInside(.afterEachMigrate)
        try leaveSession(keeping: options)
        // What it has run, or a function of it, may have given the lock back.
        try session.lock?.renew()
    }
}
