import SwiftwayCore
import SwiftwayDatabase

/// All pending migrations in one transaction (`group`).
struct GroupExecutor {
    let work: MigrationWork

    func run() throws(MigrationError) -> RunMachine.StepEnd {
        let began = ContinuousClock.now
        let migrations = try work.plan.migrations.indices.map { place throws(MigrationError) in
            try work.prepared(place)
        }
        do throws(Failure) {
            guard try attempt(migrations) else { return .historyChanged }
        } catch {
            var setback = work.setback(error.migration, error.error, began: began)
            setback.canBeTriedAgain = migrations.allSatisfy { work.canBeTriedAgain($0, after: error.error) }
            return .failed(setback)
        }
        return .applied(to: migrations.count)
    }

    private struct Failure: Error {
        var migration: PreparedMigration
        var error: MigrationError
    }

    private func attempt(_ migrations: [PreparedMigration]) throws(Failure) -> Bool {
        guard var current = migrations.last else { return true }
        let last = current
        let transactions = work.transactions
        var done: [(PreparedMigration, Int)] = []
        do {
            // What one of them needs holds for all: inside the transaction it cannot be switched.
            let suspendsForeignKeys = migrations.contains(where: \.planned.suspendsForeignKeys)
            let foreignKeys = suspendsForeignKeys ? try ForeignKeyCheck(work.session) : nil
            defer { foreignKeys?.end() }
            try transactions.begin()
            guard try transactions.historyIsUnchanged(since: work.applied) else {
                try transactions.rollback()
                return false
            }
            for migration in migrations {
                current = migration
                let stopwatch = Stopwatch()
                try work.fireBeforeRepeatables(migration)
                try work.execute(migration, inTransaction: true)
                try work.session.history.insert(
                    work.applied.row(
                        migration.migration, offset: done.count, milliseconds: stopwatch.milliseconds))
                done.append((migration, stopwatch.milliseconds))
            }
            current = last
            try foreignKeys?.verify(last)
            try transactions.commit(last.migration.file.displayPath, isDurable: true)
        } catch {
            throw Failure(migration: current, error: error)
        }
        for (migration, milliseconds) in done { work.add(migration, milliseconds: milliseconds) }
        return true
    }
}

/// A group with migrations that can have no transaction (`mixed`).
struct StatementGroupExecutor {
    let work: MigrationWork

    func run() throws(MigrationError) -> RunMachine.StepEnd {
        for place in work.plan.migrations.indices {
            try work.fireBeforeRepeatables(try work.prepared(place))
            let end = try StatementExecutor(work: work, place: place).run()
            guard case .applied = end else { return end }
        }
        return .applied(to: work.plan.migrations.count)
    }
}

extension MigrationWork {
    /// Where a group's first repeatable migration comes: inside its transaction, where its changes can be seen.
    fileprivate func fireBeforeRepeatables(_ migration: PreparedMigration) throws(MigrationError) {
        guard migration.place == plan.firstRepeatable else { return }
        try callbacks.fireInside(.afterVersioned)
        try callbacks.fireInside(.beforeRepeatables)
    }
}
