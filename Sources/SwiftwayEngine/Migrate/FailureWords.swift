import SwiftwayCore
import SwiftwayDatabase

/// What happens when a migration has failed for good: cleaning up behind it, and saying what state things are in.
struct FailureWords {
    private let work: MigrationWork
    private let migration: PreparedMigration
    private let surroundings: Surroundings

    enum Surroundings {
        case transaction, nothing
    }

    init(_ work: MigrationWork, _ migration: PreparedMigration, _ surroundings: Surroundings) {
        self.work = work
        self.migration = migration
        self.surroundings = surroundings
    }

    private var session: Session { work.session }
    private var connection: any DatabaseConnection { work.connection }
    private var trace: TransactionTrace { work.transactions.trace }
    private var path: String { migration.migration.file.displayPath }

    /// Cleans up behind the migration, and says what state things are in.
    func tell(_ failure: RunMachine.Failure) -> MigrationError {
        var error = failure.error
        error.report = work.report(failing: migration.migration)
        error.failedScript = migration.migration.storedScript
        if error.databaseError?.category == .connectionLost { return connectionLost(error) }
        let isInterrupted = session.interruption.isRequested
        // Where a failure leaves the transaction usable, the callback sees what the migration had done. Who is asked to
        // stop begins nothing new.
        let seesFailure = !connection.kind.failureAbortsTransaction && surroundings == .transaction
        if seesFailure, !isInterrupted { work.callbacks.fireAfterError(.afterEachMigrateError, inside: true) }
        // Code has a connection without BEGIN and COMMIT in its hands; if it ended the transaction all the same, nobody saw
        // where.
        let hasEnded =
            migration.planned.isOpaque && surroundings == .transaction && !connection.isInTransaction
        var ending = hasEnded || trace.kept != nil ? Ending.keepsSome : .rolledBack
        do { try connection.rollback() } catch { ending = .unknown(error.message) }
        session.observe(
            .migrationFailed(migration.label, rolledBack: surroundings == .transaction && ending == .rolledBack))
        if !seesFailure, !isInterrupted { work.callbacks.fireAfterError(.afterEachMigrateError) }
        error.advice = [error.advice, state(ending, error)].compactMap { $0 }.joined(separator: "\n")
        if isInterrupted { error.code = .interrupted }
        if failure.isOutOfPatience {
            error.code = .lockTimeout
            error.advice = (error.advice ?? "") + "\n" + lockAdvice
        }
        return error
    }

    /// What was in the way when there was no patience left.
    private var lockAdvice: String {
        let activity = work.watch.lastActivity
        let wait = activity?.wait.map { "It waited for \($0)" } ?? "It waited for a lock"
        let blockers = activity?.blockers.map(\.description).joined(separator: "; ") ?? ""
        return wait + (blockers.isEmpty ? "" : ", blocked by \(blockers)")
            + ". lockRetryBudget (\(work.settings.safety.lockRetryBudget.text)) is spent: try again when that has ended."
    }

    private var before: String {
        let count = work.applied.report.migrations.count
        guard !session.history.isGone else {
            return "The schema history table is gone: somebody else has dropped it, by `clean` as a rule"
                + (count == 0 ? "." : ", and with it what this run had applied before.")
        }
        return count == 0
            ? "No other migration was applied by this run."
            : "\(count) migration\(count == 1 ? " was" : "s were") applied by this run before it and stay\(count == 1 ? "s" : "")."
    }

    /// What became of the transaction that a migration failed in.
    private enum Ending: Equatable {
        case rolledBack
        /// The script had ended it before.
        case keepsSome
        case unknown(String)
    }

    private func state(_ ending: Ending, _ error: MigrationError) -> String {
        let failedLine = error.failure?.line
        if case .program = migration.migration.language {
            return "What \(path) did before it failed stays; it is not recorded. \(before)"
        }
        let next = session.interruption.isRequested ? "Run migrate again." : error.remedy
        switch (surroundings, ending) {
        case (_, .unknown(let reason)):
            return "\(path) could not be rolled back (\(reason)): the database does so when the connection is closed. "
                + "\(before) `swiftway info` tells what is recorded."
        case (.transaction, .keepsSome): return stateOfEndedTransaction()
        case (.transaction, .rolledBack):
            return "\(path) was rolled back whole and is not recorded. \(before) \(next)"
        case (.nothing, _):
            var applied = failedLine.map { "its statements before line \($0) stay applied" } ?? "its changes stay"
            if let opened = trace.opened {
                applied =
                    "its statements before line \(opened) stay applied, those from the BEGIN there on were rolled back"
            }
            let state = "\(path) ran without a transaction: \(applied), and it is recorded as failed. \(before) "
            guard !migration.planned.isOpaque else {
                return state + "Run migrate again, and it begins anew; or undo its changes, run repair, then migrate."
            }
            let place = trace.opened.map { "line \($0)" } ?? "this statement"
            return state
                + "Run migrate again, and it goes on at \(place); or undo its changes, run repair, then migrate."
        }
    }

    /// Something in the migration, or in one before it in its group, had made permanent what came before.
    private func stateOfEndedTransaction() -> String {
        guard let (place, line) = trace.kept else {
            return "\(path) had ended its transaction before it failed: what it did until then stays, "
                + "and it is not recorded. \(before)"
        }
        var text =
            "\(place == path ? "It" : place) ended the transaction in line \(line): what was done up to there stays, what "
            + "came after it was rolled back, and \(path) is not recorded. "
        if work.settings.execution.group {
            session.history.forget()
            let recorded = (try? session.history.rows())?.count { $0.installedRank > (work.applied.rank ?? 0) }
            let count = recorded.map { "\($0)" } ?? "An unknown number"
            text += "\(count) migration\(recorded == 1 ? "" : "s") of the group had been recorded by then and stay so. "
        }
        return text
            + "\(before) Undo by hand what stays of \(place), or take it out of the file, before migrate is run again."
    }

    // MARK: Connection lost

    /// Nobody knows how the last words ended: whether a commit has arrived is asked on another connection.
    private func connectionLost(_ error: MigrationError) -> MigrationError {
        var error = error
        guard !session.interruption.isRequested else { return hungUp(error) }
        error.code = .connectionLost
        var state = "The connection was lost while \(path) was running. "
        do {
            let connection = try session.connector.connect()
            // `afterConnect` may have chosen the role that may read the history.
            for sql in self.connection.resetStatements(defaultSchema: nil, inTransaction: false) {
                _ = try connection.query(sql, [])
            }
            let history = HistoryStore(connection: connection, table: session.history.table, tablespace: nil)
            let rows = try history.exists() ? history.rows() : []
            let last = rows.last.map { "\($0.version.map { "version \($0)" } ?? $0.description) (\($0.script))" }
            let isRecorded = rows.contains {
                $0.installedRank > (work.applied.rank ?? 0) && $0.script == migration.migration.storedScript
            }
            state +=
                isRecorded
                ? "Its commit had arrived before: it is applied and recorded. "
                : migration.planned.isTransactional
                    ? "It is not recorded: the server rolls it back or has done so. "
                    : "It is not recorded as applied, and ran without a transaction: what it did until then stays. "
            state += "The history ends with \(last ?? "nothing")."
        } catch {
            state +=
                "No new connection could be made, so that it is not known whether its commit had arrived: "
                + "`swiftway info` tells when the database can be reached again."
        }
        error.advice = [error.advice, state, "Run migrate again."].compactMap { $0 }.joined(separator: "\n")
        return error
    }

    /// The server did not answer the request to stop, so that it was not waited for any longer.
    private func hungUp(_ error: MigrationError) -> MigrationError {
        var error = error
        error.code = .interrupted
        let state =
            "The run was asked to stop while \(path) was running, and the connection is gone: what was not committed is "
            + "rolled back. `swiftway info` tells what is applied."
        error.advice = [error.advice, state].compactMap { $0 }.joined(separator: "\n")
        return error
    }
}
