/// Makes the steps of a run: from values alone.
package struct Planner: Sendable {
    /// How transactional migrations may share what each of them would have to wait for.
    package enum Sharing: Sendable, Equatable {
        /// The waits for answers.
        case pipeline
        /// The waits for the disk.
        case savepoints
        case nothing
    }

    /// `group`.
    package enum Grouping: Sendable, Equatable {
        case each
        /// - Parameter mixed: Whether migrations that can have no transaction may be among them.
        case all(mixed: Bool)
    }

    private let sharing: Sharing
    private let grouping: Grouping
    private let callbacks: Set<CallbackEvent>
    /// Whether repeatable migrations were begun before, by an earlier plan of the same run.
    private let hasRepeatablesBehind: Bool

    package init(
        sharing: Sharing, grouping: Grouping = .each, callbacks: Set<CallbackEvent> = [],
        hasRepeatablesBehind: Bool = false
    ) {
        // What runs with each migration must find the one in front of it done.
        self.sharing = callbacks.isDisjoint(with: CallbackEvent.ofEachMigration) ? sharing : .nothing
        self.grouping = grouping
        self.callbacks = callbacks
        self.hasRepeatablesBehind = hasRepeatablesBehind
    }

    /// - Parameters:
    ///   - migrations: Those that are pending, in the order in which they run.
    ///   - lastRank: Of the history's last row.
    ///   - failedRow: The row of the first of them, where that has failed without a transaction and can be gone on with.
    package func plan(
        _ migrations: [PlannedMigration], lastRank: Int? = nil, failedRow: HistoryRow? = nil
    ) -> ExecutionPlan {
        var plan = ExecutionPlan(migrations: migrations, steps: [], lastRank: lastRank, failedRow: failedRow)
        let hasRepeatables = hasRepeatablesBehind || plan.firstRepeatable < migrations.count
        plan.closing = hasRepeatables ? [] : events(.afterVersioned)
        switch grouping {
        case .all(let mixed): plan.steps = group(migrations, mixed: mixed)
        case .each: plan.steps = steps(of: plan)
        }
        return plan
    }

    private func steps(of plan: ExecutionPlan) -> [ExecutionStep] {
        var steps: [ExecutionStep] = []
        for place in plan.migrations.indices {
            if place == plan.firstRepeatable, !hasRepeatablesBehind {
                let events = events(.afterVersioned, .beforeRepeatables)
                if !events.isEmpty { steps.append(.callbacks(events)) }
            }
            let step = step(place, plan)
            if let joined = steps.last?.joined(with: step) {
                steps[steps.count - 1] = joined
            } else {
                steps.append(step)
            }
            if case .refuse = step { break }
        }
        return steps
    }

    private func step(_ place: Int, _ plan: ExecutionPlan) -> ExecutionStep {
        let migration = plan.migrations[place]
        if case .unreadable = migration.work { return .refuse(place) }
        let resumes = place == 0 && plan.failedRow != nil
        guard migration.isTransactional else { return .statements(place, resumes: resumes) }
        switch sharing {
        case .pipeline where migration.fitsPipeline && !resumes: return .pipeline(place..<place + 1)
        case .savepoints where migration.fitsSavepoint && !resumes: return .savepoints(place..<place + 1)
        case .pipeline, .savepoints, .nothing: return .transaction(place)
        }
    }

    private func group(_ migrations: [PlannedMigration], mixed: Bool) -> [ExecutionStep] {
        guard let first = migrations.first else { return [] }
        for (place, migration) in migrations.enumerated() {
            if case .unreadable = migration.work { return [.refuse(place)] }
            // The first one says what the group is like.
            if !mixed, migration.isTransactional != first.isTransactional { return [.refuse(place)] }
        }
        return migrations.allSatisfy(\.isTransactional)
            ? [.group(migrations.indices)] : [.groupOfStatements(migrations.indices)]
    }

    /// Those that something runs at.
    private func events(_ events: CallbackEvent...) -> [CallbackEvent] { events.filter(callbacks.contains) }
}

extension ExecutionStep {
    /// Both as one, where they share.
    fileprivate func joined(with next: ExecutionStep) -> ExecutionStep? {
        switch (self, next) {
        case (.pipeline(let range), .pipeline(let other)): .pipeline(range.lowerBound..<other.upperBound)
        case (.savepoints(let range), .savepoints(let other)): .savepoints(range.lowerBound..<other.upperBound)
        default: nil
        }
    }
}

extension CallbackEvent {
    /// Those that come with each migration.
    package static let ofEachMigration: Set<CallbackEvent> = [
        .beforeEachMigrate, .afterEachMigrate, .afterEachMigrateError, .beforeEachMigrateStatement,
        .afterEachMigrateStatement, .afterEachMigrateStatementError,
    ]
}
