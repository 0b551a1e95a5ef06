import SwiftwayCore
import SwiftwayDatabase

/// All pending migrations as one (`group`).
extension MigrateRun {
    /// All pending migrations in one transaction.
    mutating func runGroup(_ plan: Plan) throws(MigrationError) -> Bool {
        var steps: [Step] = []
        for entry in plan.pending {
            guard let migration = entry.resolved else { continue }
            steps.append(try prepare(migration, current: plan.list.current?.version))
        }
        guard let last = steps.last else { return false }
        let offender = steps.first { !$0.isTransactional }
        if let offender, !settings.scripts.mixed, steps.contains(where: \.isTransactional) {
            throw Self.mixedGroup(offender)
        }
        return offender == nil
            ? try runGroupInTransaction(steps, last, after: plan.lastRank)
            : try runGroupStatementByStatement(steps, after: plan.lastRank)
    }

    mutating func runGroupInTransaction(
        _ steps: [Step], _ last: Step, after lastRank: Int?
    ) throws(MigrationError) -> Bool {
        // What one of them needs holds for all: inside the transaction it cannot be switched.
        let suspendsForeignKeys = steps.contains { $0.script?.suspendsForeignKeys == true }
        if suspendsForeignKeys { try setForeignKeys(false) }
        defer { if suspendsForeignKeys { try? setForeignKeys(true) } }
        let before = suspendsForeignKeys ? try violations() : []
        try begin()
        guard try historyIsUnchanged(since: lastRank) else {
            try rollback()
            return true
        }
        var rank = lastRank
        var applied: [(ResolvedMigration, Int)] = []
        for step in steps {
            let watch = Stopwatch()
            do {
                try fireBeforeRepeatables(step.migration)
                try execute(step, inTransaction: true)
                try insertRow(step, after: rank, milliseconds: watch.milliseconds, success: true)
            } catch {
                throw failed(step, error, in: .transaction)
            }
            rank = rank.map { $0 + 1 } ?? 1
            applied.append((step.migration, watch.milliseconds))
        }
        do {
            if suspendsForeignKeys { try checkForeignKeys(last, since: before) }
            try commit(last)
        } catch {
            throw failed(last, error, in: .transaction)
        }
        for (migration, milliseconds) in applied { record(migration, milliseconds: milliseconds) }
        return false
    }

    mutating func runGroupStatementByStatement(
        _ steps: [Step], after lastRank: Int?
    ) throws(MigrationError) -> Bool {
        var rank = lastRank
        for step in steps {
            try fireBeforeRepeatables(step.migration)
            let watch = Stopwatch()
            guard try runStatementByStatement(step, after: rank, watch) == .applied else { return true }
            rank = rank.map { $0 + 1 } ?? 1
            record(step.migration, milliseconds: watch.milliseconds)
        }
        return false
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
