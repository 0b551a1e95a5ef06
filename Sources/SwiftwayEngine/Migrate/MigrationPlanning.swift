import SwiftwayCore
import SwiftwayDatabase

/// What `migrate` sees before it decides anything: files and history together.
struct MigrationOutlook {
    var list: StatusList
    /// In the order in which they will run.
    var pending: [ResolvedMigration]
    var lastRank: Int?
    /// The row of a migration that failed without a transaction and can be gone on with.
    var failedRow: HistoryRow?

    /// - Parameter done: Scripts that this run has applied already. Of a repeatable one whose checksum is another one with
    ///   each look, once is enough.
    init(_ session: Session, done: Set<String>) throws(MigrationError) {
        let (rows, list, failedRow) = try session.resuming(try session.history.rows())
        self.list = list
        self.failedRow = failedRow
        lastRank = rows.last?.installedRank
        // A versioned one that is pending again was cleaned away meanwhile.
        let pending = list.pending.filter { !$0.isRepeatable || !done.contains($0.script) }.compactMap(\.resolved)
        // A group takes those without a version along.
        let takesOne = session.settings.plan.target == .next && !session.settings.execution.group
        self.pending = takesOne ? Array(pending.prefix(1)) : pending
    }
}

extension Session {
    /// - Parameters:
    ///   - hasRepeatablesBehind: Whether this run has begun repeatable migrations before.
    func plan(
        _ outlook: MigrationOutlook, _ scripts: PreparedScripts, sharing: Planner.Sharing, hasRepeatablesBehind: Bool
    ) -> ExecutionPlan {
        let migrations = outlook.pending.enumerated().map { place, migration in
            PlannedMigration(
                migration,
                settings.execution.skipExecutingMigrations
                    ? .recorded : scripts.work(of: migration, at: place))
        }
        let planner = Planner(
            sharing: sharing,
            grouping: settings.execution.group ? .all(mixed: settings.scripts.mixed) : .each,
            callbacks: callbacks.events, hasRepeatablesBehind: hasRepeatablesBehind)
        return planner.plan(migrations, lastRank: outlook.lastRank, failedRow: outlook.failedRow)
    }

    /// Whether newer migrations are passed over (`*:future`), also a failed one.
    var ignoresFuture: Bool {
        Validation(patterns: settings.plan.ignoreMigrationPatterns, appliedBaseline: nil).ignoresFuture
    }

    /// - Parameter applied: What this run has applied so far.
    func warn(of newerSchema: NewerSchema, after applied: [MigrationVersion?]) {
        newerSchema.events(schema: defaultSchema, after: applied, isIgnored: ignoresFuture).forEach(observe)
    }

    /// What transactional migrations may share on this database, as long as nothing speaks against it.
    var sharing: Planner.Sharing {
        switch connection.kind {
        case .postgreSQL: .pipeline
        case .sqlite: settings.safety.durability == .run ? .savepoints : .nothing
        }
    }
}
