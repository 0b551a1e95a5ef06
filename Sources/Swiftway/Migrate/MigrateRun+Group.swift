import SwiftwayCore
import SwiftwayDatabase

/// All pending migrations as one (`group`).
extension MigrateRun {
    /// All pending migrations in one transaction.
    mutating func runGroup() throws(MigrationError) -> Bool {
        var steps: [Step] = []
        while let step = try nextStep() {
            steps.append(step)
            queue.advance()
        }
        guard let last = steps.last else { return false }
        let offender = steps.first { !$0.isTransactional }
        if let offender, !settings.scripts.mixed, steps.contains(where: \.isTransactional) {
            throw Self.mixedGroup(offender)
        }
        return offender == nil
            ? try runGroupInTransaction(steps, last) == .historyChanged
            : try runGroupStatementByStatement(steps) == .historyChanged
    }

    /// As often as a lock is in the way and there is patience left.
    private mutating func runGroupInTransaction(_ steps: [Step], _ last: Step) throws(MigrationError) -> Outcome {
        var attempt = 1
        while true {
            let began = ContinuousClock.now
            do throws(GroupFailure) {
                return try attemptGroup(steps, last)
            } catch {
                guard steps.allSatisfy({ canTryAgain($0, after: error.error) }),
                    stepsBack(error.step, after: error.error, attempt: attempt, began: began)
                else { throw failed(error.step, error.error, in: .transaction) }
                attempt += 1
            }
        }
    }

    private struct GroupFailure: Error {
        var step: Step
        var error: MigrationError
    }

    private mutating func attemptGroup(_ steps: [Step], _ last: Step) throws(GroupFailure) -> Outcome {
        var applied: [(ResolvedMigration, Int)] = []
        var current = last
        do {
            // What one of them needs holds for all: inside the transaction it cannot be switched.
            let suspendsForeignKeys = steps.contains { $0.script?.suspendsForeignKeys == true }
            if suspendsForeignKeys { try setForeignKeys(false) }
            defer { if suspendsForeignKeys { try? setForeignKeys(true) } }
            let before = suspendsForeignKeys ? try violations() : []
            try begin()
            guard try historyIsUnchanged() else {
                try rollback()
                return .historyChanged
            }
            for step in steps {
                current = step
                let stopwatch = Stopwatch()
                try fireBeforeRepeatables(step.migration)
                try execute(step, inTransaction: true)
                try session.history.insert(
                    row(step.migration, offset: applied.count, milliseconds: stopwatch.milliseconds))
                applied.append((step.migration, stopwatch.milliseconds))
            }
            current = last
            if suspendsForeignKeys { try checkForeignKeys(last, since: before) }
            try commit(last, isDurable: true)
        } catch {
            throw GroupFailure(step: current, error: error)
        }
        for (migration, milliseconds) in applied { record(migration, milliseconds: milliseconds) }
        return .applied
    }

    private mutating func runGroupStatementByStatement(_ steps: [Step]) throws(MigrationError) -> Outcome {
        for step in steps {
            try fireBeforeRepeatables(step.migration)
            let stopwatch = Stopwatch()
            guard try runStatementByStatement(step, stopwatch) == .applied else { return .historyChanged }
            record(step.migration, milliseconds: stopwatch.milliseconds)
        }
        return .applied
    }

    static func mixedGroup(_ offender: Step) -> MigrationError {
        let description = offender.migration.description
        let name = offender.migration.version.map { description.isEmpty ? "\($0)" : "\($0) \(description)" }
        return MigrationError(
            code: .error,
            message: "Detected both transactional and non-transactional migrations within the same migration group "
                + "(even though mixed is false). First offending migration: \"\(name ?? description)\" "
                + "[non-transactional]",
            advice: "Nothing was run. Run migrate without group, or set mixed=true to run the whole group without a "
                + "transaction.")
    }
}
