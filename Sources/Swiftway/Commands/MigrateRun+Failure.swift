import SwiftwayCore
import SwiftwayDatabase

/// What happens when a migration fails: cleaning up behind it, and saying what state things are in.
extension MigrateRun {
    enum Surroundings {
        case transaction, nothing
    }

    /// Cleans up behind a migration that failed, and says what state things are in.
    func failed(
        _ step: Step, _ error: MigrationError, in surroundings: Surroundings
    ) -> MigrationError {
        // Where a failure leaves the transaction usable, the callback sees what the migration had done.
        let seesFailure = !connection.kind.failureAbortsTransaction && surroundings == .transaction
        if seesFailure { callbacks.fireAfterError(.afterEachMigrateError, inside: true) }
        try? connection.rollback()
        session.observe(.migrationFailed(step.label, rolledBack: surroundings == .transaction))
        if !seesFailure { callbacks.fireAfterError(.afterEachMigrateError) }
        var error = error
        error.report = report
        let state = advice(step, surroundings, failedLine: error.failure?.line)
        error.advice = [error.advice, state].compactMap { $0 }.joined(separator: "\n")
        return error
    }

    /// Leaves a row that says that the migration failed: nothing else tells that its statements were run.
    func recordingFailure(
        of step: Step, after rank: Int?, _ watch: Stopwatch, _ failure: MigrationError
    ) -> MigrationError {
        do {
            try insertRow(step, after: rank, milliseconds: watch.milliseconds, success: false)
            return failure
        } catch {
            var failure = failure
            failure.advice = (failure.advice ?? "") + "\nIts failure could not be recorded: \(error.message)"
            return failure
        }
    }

    func advice(_ step: Step, _ surroundings: Surroundings, failedLine: Int?) -> String {
        let count = report.migrations.count
        let before =
            count == 0
            ? "No other migration was applied by this run."
            : "\(count) migration\(count == 1 ? " was" : "s were") applied by this run before it and stay\(count == 1 ? "s" : "")."
        let path = step.migration.file.displayPath
        guard step.migration.language == .sql else {
            return "What \(path) did before it failed stays; it is not recorded. \(before)"
        }
        switch surroundings {
        case .transaction where step.script?.hasEndedTransaction(before: failedLine) == true:
            return "\(path) had ended its transaction before it failed: what it did until then stays, "
                + "and it is not recorded. \(before)"
        case .transaction:
            return "\(path) was rolled back whole and is not recorded. \(before) Correct it and run migrate again."
        case .nothing:
            let applied = failedLine.map { "its statements before line \($0) stay applied" } ?? "its changes stay"
            return "\(path) ran without a transaction: \(applied), and it is recorded as failed. \(before) "
                + "Undo its changes, run repair, then migrate."
        }
    }
}
