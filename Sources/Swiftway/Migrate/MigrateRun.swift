import SwiftwayCore
import SwiftwayDatabase

/// The pending migrations of one `migrate`, run in order.
struct MigrateRun {
    let session: Session
    let migrations: [ResolvedMigration]
    let watch: StatementWatch
    let retries: LockRetries
    /// What of the migration under way stays whatever becomes of it.
    let trace = TransactionTrace()
    private(set) var report = MigrateReport()
    var queue = StepQueue([])
    /// The rank of the last row; `nil` where the history is empty.
    var rank: Int?
    /// The version of the schema when the plan was made.
    private var current: MigrationVersion?
    /// The row of a migration that failed and is going to be resumed.
    var failedRow: HistoryRow?
    private var hasRunRepeatable = false
    private var isFirstPlan = true
    /// The session's settings before this run changed any.
    var ownSettings: [String: String] = [:]
    /// Whether a commit was not waited for to be safe on disk.
    var hasUnflushedCommits = false
    /// Whether the client library was found to have no pipelines.
    var hasNoPipeline = false
    /// Whether migrations have to be run one by one, because running several in one transaction went wrong.
    var isOneByOne = false
    /// Whether rows of the history may be written a little later than their migrations run, because nobody looks at them
    /// meanwhile.
    var rowsMayWait = true
    /// Scripts of this run, so that a repeatable whose checksum changes with every look runs once.
    private var done: Set<String> = []

    init(session: Session, migrations: [ResolvedMigration]) {
        self.session = session
        self.migrations = migrations
        watch = StatementWatch(worker: session.connection, observe: session.observe)
        retries = LockRetries(
            budget: session.settings.safety.lockRetryBudget, interruption: session.interruption, watch: watch,
            observe: session.observe)
    }

    var settings: Settings { session.settings }
    var connection: any DatabaseConnection { session.connection }
    var callbacks: CallbackRunner { session.callbacks }

    /// - Throws: ``MigrationError`` whose `report` holds what was applied before.
    mutating func run() throws(MigrationError) {
        try session.dropDeadNote()
        let plan = try plan()
        if !plan.pending.isEmpty {
            // Only now is there something to exclude others from: what they did while we waited is read anew.
            try session.locked { () throws(MigrationError) in try runLocked(plan) }
        }
        if !hasRunRepeatable { try callbacks.fire(.afterVersioned) }
    }

    private mutating func runLocked(_ plan: Plan) throws(MigrationError) {
        try session.backUp()
        try beginWatching()
        defer { watch.end() }
        var plan = connection.exclusion == .session ? try self.plan() : plan
        do {
            var looks = HistoryLooks(try session.history.rows())
            while try runOnce(plan) {
                session.history.forget()
                plan = try self.plan()
                try looks.add(try session.history.rows(), of: session.history.name)
            }
        } catch {
            throw makingDurable(after: error)
        }
        try makeDurable()
    }

    /// Runs what is pending.
    /// - Returns: Whether the history was changed by somebody else, so that there must be another look.
    private mutating func runOnce(_ plan: Plan) throws(MigrationError) -> Bool {
        queue = StepQueue(settings.plan.target == .next ? Array(plan.pending.prefix(1)) : plan.pending)
        rank = plan.lastRank
        current = plan.list.current?.version
        failedRow = plan.failedRow
        if settings.execution.group { return try runGroup() }
        while queue.next != nil {
            try session.interruption.check()
            guard let step = try nextStep() else { break }
            try fireBeforeRepeatables(step.migration)
            let outcome: Outcome
            if canBePipelined(step) {
                outcome = try runPipeline()
            } else if fitsSavepoint(step) {
                outcome = try runInSavepoints()
            } else {
                outcome = try runAlone(step)
            }
            if outcome == .historyChanged { return true }
        }
        return false
    }

    /// The one that failed, and what would have followed it.
    var notRun: [ResolvedMigration] { Array(queue.migrations.dropFirst(queue.position)) }

    enum Outcome {
        case applied, historyChanged
    }

    // MARK: Plan

    struct Plan {
        var list: StatusList
        var pending: [MigrationStatus]
        /// `nil` where the history is empty.
        var lastRank: Int?
        var failedRow: HistoryRow?
    }

    private mutating func plan() throws(MigrationError) -> Plan {
        let all = try session.history.rows()
        let (rows, list, failedRow) = try session.resuming(all)
        if isFirstPlan {
            isFirstPlan = false
            announce(list)
        } else if done.isEmpty {
            // Somebody else may have migrated while we waited for the lock.
            report.initialSchemaVersion = list.current?.version?.description
        }
        try refuseFailed(list)
        return Plan(
            list: list, pending: list.pending.filter { !done.contains($0.script) }, lastRank: rows.last?.installedRank,
            failedRow: failedRow)
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

    // MARK: Steps

    /// A migration and its script, read and cut.
    struct Step {
        var migration: ResolvedMigration
        var label: MigrationLabel
        /// `nil` where it is only recorded (`skipExecutingMigrations`).
        var script: ScriptRunner.Prepared?
        /// Among the migrations of this run, from 1.
        var number = 1
        var isLast = false

        var isTransactional: Bool { script?.isTransactional ?? true }
        /// What holds for all of its statements.
        var traits: ScriptPlan.Traits { script?.plan?.traits ?? .init() }
        /// Whether nothing stays of it when its transaction is rolled back.
        var canBeRolledBack: Bool {
            switch migration.language {
            case .sql: traits.canBeRolledBack
            case .swift: isTransactional
            case .program: false
            }
        }
        var mode: ScriptPlan.Mode { script?.plan?.mode ?? .transaction }
        /// Whether there is nothing of it that could be looked at before it runs.
        var isOpaque: Bool { migration.language != .sql }
    }

    mutating func nextStep() throws(MigrationError) -> Step? {
        let current = current
        return try queue.nextStep { [self] migration throws(MigrationError) in
            try prepare(migration, current: current)
        }
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
            description: migration.description, script: migration.file.fileName, isOutOfOrder: isOutOfOrder,
            isTransactional: script?.isTransactional ?? true)
        return Step(migration: migration, label: label, script: script)
    }

    /// Takes a migration as applied: it is not next any more.
    mutating func record(_ migration: ResolvedMigration, milliseconds: Int) {
        rank = rank.map { $0 + 1 } ?? 1
        done.insert(migration.file.script)
        report.migrations.append(Self.entry(migration, milliseconds: milliseconds))
        if let version = migration.version { report.targetSchemaVersion = version.description }
        session.observe(
            .migrated(
                AppliedMigration(
                    schema: session.defaultSchema, version: migration.version?.description,
                    description: migration.description, script: migration.file.fileName,
                    duration: .milliseconds(milliseconds))))
    }

    private static func entry(_ migration: ResolvedMigration, milliseconds: Int = 0) -> MigrateReport.Migration {
        .init(
            category: migration.version == nil ? "Repeatable" : migration.isBaseline ? "Baseline" : "Versioned",
            version: migration.version?.description, description: migration.description, type: migration.type,
            absolutePath: migration.file.absolutePath, executionTime: milliseconds)
    }

    /// What was done, and what was not because of the one that failed.
    func report(failing step: Step) -> MigrateReport {
        var report = report
        report.failed = Self.entry(step.migration)
        report.notReached = queue.migrations
            .filter { $0.file != step.migration.file && !done.contains($0.file.script) }
            .map { Self.entry($0) }
        return report
    }

    /// Whether callbacks have to run in front of it that have transactions of their own.
    func needsCallbacksBefore(_ migration: ResolvedMigration) -> Bool {
        migration.version == nil && !hasRunRepeatable && callbacks.has(.afterVersioned, .beforeRepeatables)
    }

    mutating func fireBeforeRepeatables(_ migration: ResolvedMigration) throws(MigrationError) {
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

    /// The history's row of a migration that comes `offset` behind the last one.
    func row(_ migration: ResolvedMigration, offset: Int = 0, milliseconds: Int = 0, success: Bool = true) -> HistoryRow
    {
        HistoryRow(
            installedRank: (rank ?? 0) + 1 + offset, version: migration.version,
            description: migration.storedDescription, type: migration.type, script: migration.storedScript,
            checksum: migration.checksum, installedBy: session.installedBy, executionTime: milliseconds,
            success: success)
    }

    /// Whether the history still ends where the plan was made. Where no lock excludes others, this is asked inside
    /// the transaction that does.
    func historyIsUnchanged() throws(MigrationError) -> Bool {
        guard connection.exclusion == .transaction else { return true }
        // A failed row that is going to be replaced is none of those that the plan counts.
        let planned = [failedRow?.installedRank, rank].compactMap { $0 }.max()
        return try session.history.lastRank() == planned
    }

    static func failureCode(_ migration: ResolvedMigration) -> MigrationError.Code {
        switch migration.kind {
        case .versioned: .failedVersionedMigration
        case .baseline: .failedBaselineMigration
        case .repeatable: .failedRepeatableMigration
        }
    }
}
