import SwiftwayCore
import SwiftwayDatabase

/// The pending migrations of one `migrate`, run in order.
struct MigrateRun {
    let session: Session
    let migrations: [ResolvedMigration]
    private(set) var report = MigrateReport()
    private var hasRunRepeatable = false
    private var isFirstPlan = true
    /// Scripts of this run, so that a repeatable whose checksum changes with every look runs once.
    private var done: Set<String> = []

    init(session: Session, migrations: [ResolvedMigration]) {
        self.session = session
        self.migrations = migrations
    }

    private var settings: Settings { session.settings }
    private var connection: any DatabaseConnection { session.connection }
    private var callbacks: CallbackRunner { session.callbacks }

    /// - Throws: ``MigrationError`` whose `report` holds what was applied before.
    mutating func run() throws(MigrationError) {
        if try !plan().pending.isEmpty {
            // Only now is there something to exclude others from: what they did while we waited is read anew.
            try session.locked { () throws(MigrationError) in while try runOnce() {} }
        }
        if !hasRunRepeatable { try callbacks.fire(.afterVersioned) }
    }

    /// Runs what is pending.
    /// - Returns: Whether the history was changed by somebody else, so that there must be another look.
    private mutating func runOnce() throws(MigrationError) -> Bool {
        let plan = try plan()
        if settings.execution.group { return try runGroup(plan) }
        var rank = plan.lastRank
        for entry in plan.pending {
            guard let migration = entry.resolved else { continue }
            switch try runAlone(migration, after: rank, current: plan.list.current?.version) {
            case .applied: rank = rank.map { $0 + 1 } ?? 1
            case .historyChanged: return true
            }
            if settings.plan.target == .next { return false }
        }
        return false
    }

    // MARK: Plan

    private struct Plan {
        var list: StatusList
        var pending: [MigrationStatus]
        /// `nil` where the history is empty.
        var lastRank: Int?
    }

    private mutating func plan() throws(MigrationError) -> Plan {
        let rows = try session.history.rows()
        let list = try session.statuses(migrations, rows)
        if isFirstPlan {
            isFirstPlan = false
            announce(list)
        }
        try refuseFailed(list)
        return Plan(
            list: list, pending: list.pending.filter { !done.contains($0.script) }, lastRank: rows.last?.installedRank)
    }

    private mutating func announce(_ list: StatusList) {
        let schema = session.defaultSchema
        let current = list.current
        let version = current?.version?.description
        report.initialSchemaVersion = version
        // A schema with rows but without a version shows `null`, as Flyway does.
        session.observe(
            .currentVersion(schema: schema, version: version ?? (current == nil ? "<< Empty Schema >>" : "null")))
        if settings.plan.outOfOrder { session.observe(.outOfOrderActive(schema: schema)) }
        let isFuture = { (entry: MigrationStatus) in entry.state == .futureSuccess || entry.state == .futureFailed }
        if list.entries.contains(where: { isFuture($0) && $0.version != nil }) {
            session.observe(
                .newerThanFiles(schema: schema, version: version ?? "null", latest: list.lastResolved?.description))
        }
    }

    private func refuseFailed(_ list: StatusList) throws(MigrationError) {
        let failed = list.entries.filter(\.state.isFailed)
        guard let first = failed.first else { return }
        let schema = session.defaultSchema
        let version = first.version?.description
        let validation = Validation(patterns: settings.plan.ignoreMigrationPatterns, appliedBaseline: nil)
        if failed.count == 1, first.state == .futureFailed, validation.ignoresFuture {
            session.observe(.failedFutureMigration(schema: schema, version: version ?? "null"))
            return
        }
        let subject =
            version.map { "failed migration to version \($0) !" }
            ?? "failed repeatable migration (\"\(first.description)\") !"
        throw MigrationError(
            code: version == nil ? .failedRepeatableMigration : .failedVersionedMigration,
            message: "Schema \(quoted(identifier: schema)) contains a \(subject)", report: report,
            advice: "Remove what it left half done, then run repair.")
    }

    // MARK: One migration

    private enum Outcome {
        case applied, historyChanged
    }

    private mutating func runAlone(
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
    private struct Step {
        var migration: ResolvedMigration
        var label: MigrationLabel
        /// `nil` where it is only recorded (`skipExecutingMigrations`).
        var script: ScriptRunner.Prepared?

        var isTransactional: Bool { script?.isTransactional ?? true }
    }

    private func prepare(_ migration: ResolvedMigration, current: MigrationVersion?) throws(MigrationError) -> Step {
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
    private func runInTransaction(
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
    private func runStatementByStatement(
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
    private func execute(_ step: Step, inTransaction: Bool) throws(MigrationError) {
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

    private static func failureCode(_ migration: ResolvedMigration) -> MigrationError.Code {
        switch migration.kind {
        case .versioned: .failedVersionedMigration
        case .baseline: .failedBaselineMigration
        case .repeatable: .failedRepeatableMigration
        }
    }

    // MARK: Failure

    private enum Surroundings {
        case transaction, nothing
    }

    /// Cleans up behind a migration that failed, and says what state things are in.
    private func failed(
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
    private func recordingFailure(
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

    private func advice(_ step: Step, _ surroundings: Surroundings, failedLine: Int?) -> String {
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

    // MARK: Group

    /// All pending migrations in one transaction.
    private mutating func runGroup(_ plan: Plan) throws(MigrationError) -> Bool {
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

    private mutating func runGroupInTransaction(
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

    private mutating func runGroupStatementByStatement(
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

    private static func mixedGroup(_ offender: Step) -> MigrationError {
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

    // MARK: Steps

    private mutating func record(_ migration: ResolvedMigration, milliseconds: Int) {
        done.insert(migration.file.script)
        let version = migration.version?.description
        report.migrations.append(
            .init(
                category: migration.version == nil ? "Repeatable" : migration.isBaseline ? "Baseline" : "Versioned",
                version: version, description: migration.description, type: migration.type,
                absolutePath: migration.file.absolutePath, executionTime: milliseconds))
        if let version { report.targetSchemaVersion = version }
    }

    private mutating func fireBeforeRepeatables(_ migration: ResolvedMigration) throws(MigrationError) {
        guard migration.version == nil, !hasRunRepeatable else { return }
        hasRunRepeatable = true
        guard !settings.execution.group else {
            // Inside the group's transaction, where its changes can be seen.
            try callbacks.fireInside(.afterVersioned)
            try callbacks.fireInside(.beforeRepeatables)
            return
        }
        try callbacks.fire(.afterVersioned)
        try callbacks.fire(.beforeRepeatables)
    }

    /// Whether the history still ends where the plan was made. Where no lock excludes others, this is asked inside
    /// the transaction that does.
    private func historyIsUnchanged(since rank: Int?) throws(MigrationError) -> Bool {
        guard !connection.kind.hasAdvisoryLocks else { return true }
        return try session.history.lastRank() == rank
    }

    private func insertRow(
        _ step: Step, after rank: Int?, milliseconds: Int, success: Bool
    ) throws(MigrationError) {
        try session.history.insert(
            HistoryRow(
                installedRank: rank.map { $0 + 1 } ?? 1, version: step.migration.version,
                description: step.migration.storedDescription, type: step.migration.type,
                script: step.migration.storedScript, checksum: step.migration.checksum,
                installedBy: session.installedBy, executionTime: milliseconds, success: success))
    }

    private func begin() throws(MigrationError) {
        try session.ask("Unable to begin a transaction") { connection throws(DatabaseError) in
            try connection.begin()
        }
    }

    private func rollback() throws(MigrationError) {
        try session.ask("Unable to roll back") { connection throws(DatabaseError) in try connection.rollback() }
    }

    private func commit(_ step: Step) throws(MigrationError) {
        guard connection.isInTransaction else { return }
        try session.ask("Unable to commit \(step.migration.file.displayPath)") { connection throws(DatabaseError) in
            try connection.commit()
        }
    }

    private func resetSession() throws(MigrationError) {
        try session.ask("Unable to set the schema") { connection throws(DatabaseError) in
            try connection.resetSession(defaultSchema: session.defaultSchema)
        }
    }

    private func setForeignKeys(_ enforced: Bool) throws(MigrationError) {
        try session.ask("Unable to switch foreign keys") { connection throws(DatabaseError) in
            try connection.setForeignKeyEnforcement(enforced)
        }
    }

    private func violations() throws(MigrationError) -> Set<ForeignKeyViolation> {
        try session.ask("Unable to check foreign keys") { connection throws(DatabaseError) in
            Set(try connection.foreignKeyViolations())
        }
    }

    /// Violations that were there before are not this migration's.
    private func checkForeignKeys(
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
