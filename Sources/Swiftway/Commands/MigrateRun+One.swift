import SwiftwayCore
import SwiftwayDatabase

/// One migration: read and cut, then run with its history row or statement by statement.
extension MigrateRun {
    enum Outcome {
        case applied, historyChanged
    }

    mutating func runAlone(
        _ migration: ResolvedMigration, after rank: Int?, current: MigrationVersion?
    ) throws(MigrationError) -> Outcome {
        try fireBeforeRepeatables(migration)
        let step = try prepare(migration, current: current)
        let watch = Stopwatch()
        let outcome: Outcome
        if step.isTransactional {
            outcome = try runInTransaction(step, after: rank, watch)
        } else {
            outcome = try runStatementByStatement(step, after: rank, watch)
        }
        if outcome == .applied { record(migration, milliseconds: watch.milliseconds) }
        return outcome
    }

    /// A migration and its script, read and cut.
    struct Step {
        var migration: ResolvedMigration
        var label: MigrationLabel
        /// `nil` where it is only recorded (`skipExecutingMigrations`).
        var script: ScriptRunner.Prepared?

        var isTransactional: Bool { script?.isTransactional ?? true }
    }

    func prepare(_ migration: ResolvedMigration, current: MigrationVersion?) throws(MigrationError) -> Step {
        let script =
            settings.execution.skipExecutingMigrations
            ? nil
            : try session.scripts.prepare(
                migration.file, migration.language, migration.configuration, expecting: migration.rawChecksum)
        let isOutOfOrder = migration.version.map { version in current.map { version < $0 } ?? false } ?? false
        let label = MigrationLabel(
            schema: session.defaultSchema, version: migration.version?.description,
            description: migration.description, isOutOfOrder: isOutOfOrder,
            isTransactional: script?.isTransactional ?? true)
        return Step(migration: migration, label: label, script: script)
    }

    /// Statements and history row in one transaction: both or neither.
    func runInTransaction(
        _ step: Step, after rank: Int?, _ watch: Stopwatch
    ) throws(MigrationError) -> Outcome {
        let suspendsForeignKeys = step.script?.suspendsForeignKeys ?? false
        if suspendsForeignKeys { try setForeignKeys(false) }
        defer { if suspendsForeignKeys { try? setForeignKeys(true) } }
        let before = suspendsForeignKeys ? try violations() : []
        do {
            try begin()
            guard try historyIsUnchanged(since: rank) else {
                try rollback()
                return .historyChanged
            }
            try execute(step, inTransaction: true)
            if suspendsForeignKeys { try checkForeignKeys(step, since: before) }
            try insertRow(step, after: rank, milliseconds: watch.milliseconds, success: true)
            try commit(step)
            return .applied
        } catch {
            throw failed(step, error, in: .transaction)
        }
    }

    /// Each statement for itself; a failure leaves a row that says so.
    func runStatementByStatement(
        _ step: Step, after rank: Int?, _ watch: Stopwatch
    ) throws(MigrationError) -> Outcome {
        try session.alone { () throws(MigrationError) in try runAloneStatementByStatement(step, after: rank, watch) }
    }

    private func runAloneStatementByStatement(
        _ step: Step, after rank: Int?, _ watch: Stopwatch
    ) throws(MigrationError) -> Outcome {
        guard try historyIsUnchanged(since: rank) else { return .historyChanged }
        do {
            try execute(step, inTransaction: false)
            // The script may have left a transaction of its own open: its work would be lost with the connection.
            if connection.isInTransaction { try commit(step) }
            try insertRow(step, after: rank, milliseconds: watch.milliseconds, success: true)
            return .applied
        } catch {
            throw recordingFailure(of: step, after: rank, watch, failed(step, error, in: .nothing))
        }
    }

    /// - Parameter inTransaction: Whether a transaction was opened for it, alone or with its group.
    func execute(_ step: Step, inTransaction: Bool) throws(MigrationError) {
        try resetSession()
        guard let script = step.script else {
            session.observe(.skippingExecution(step.label))
            return
        }
        try callbacks.fireInside(.beforeEachMigrate)
        session.observe(.migrating(step.label))
        try session.scripts.run(
            script, inTransaction: inTransaction, code: Self.failureCode(step.migration),
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
        try resetSession()
    }

    static func failureCode(_ migration: ResolvedMigration) -> MigrationError.Code {
        switch migration.kind {
        case .versioned: .failedVersionedMigration
        case .baseline: .failedBaselineMigration
        case .repeatable: .failedRepeatableMigration
        }
    }
}
