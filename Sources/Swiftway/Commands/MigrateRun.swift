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

    var settings: Settings { session.settings }
    var connection: any DatabaseConnection { session.connection }
    var callbacks: CallbackRunner { session.callbacks }

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
    mutating func runOnce() throws(MigrationError) -> Bool {
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

    struct Plan {
        var list: StatusList
        var pending: [MigrationStatus]
        /// `nil` where the history is empty.
        var lastRank: Int?
    }

    mutating func plan() throws(MigrationError) -> Plan {
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

    mutating func announce(_ list: StatusList) {
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

    func refuseFailed(_ list: StatusList) throws(MigrationError) {
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

    mutating func record(_ migration: ResolvedMigration, milliseconds: Int) {
        done.insert(migration.file.script)
        let version = migration.version?.description
        report.migrations.append(
            .init(
                category: migration.version == nil ? "Repeatable" : migration.isBaseline ? "Baseline" : "Versioned",
                version: version, description: migration.description, type: migration.type,
                absolutePath: migration.file.absolutePath, executionTime: milliseconds))
        if let version { report.targetSchemaVersion = version }
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

    /// Whether the history still ends where the plan was made. Where no lock excludes others, this is asked inside
    /// the transaction that does.
    func historyIsUnchanged(since rank: Int?) throws(MigrationError) -> Bool {
        guard !connection.kind.hasAdvisoryLocks else { return true }
        return try session.history.lastRank() == rank
    }

    func insertRow(
        _ step: Step, after rank: Int?, milliseconds: Int, success: Bool
    ) throws(MigrationError) {
        try session.history.insert(
            HistoryRow(
                installedRank: rank.map { $0 + 1 } ?? 1, version: step.migration.version,
                description: step.migration.storedDescription, type: step.migration.type,
                script: step.migration.storedScript, checksum: step.migration.checksum,
                installedBy: session.installedBy, executionTime: milliseconds, success: success))
    }

    func begin() throws(MigrationError) {
        try session.ask("Unable to begin a transaction") { connection throws(DatabaseError) in
            try connection.begin()
        }
    }

    func rollback() throws(MigrationError) {
        try session.ask("Unable to roll back") { connection throws(DatabaseError) in try connection.rollback() }
    }

    func commit(_ step: Step) throws(MigrationError) {
        guard connection.isInTransaction else { return }
        try session.ask("Unable to commit \(step.migration.file.displayPath)") { connection throws(DatabaseError) in
            try connection.commit()
        }
    }

    func resetSession() throws(MigrationError) {
        try session.ask("Unable to set the schema") { connection throws(DatabaseError) in
            try connection.resetSession(defaultSchema: session.defaultSchema)
        }
    }

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
