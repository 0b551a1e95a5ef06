import SwiftwayCore
import SwiftwayDatabase

/// One migration in one transaction with its history row: both or neither.
struct TransactionExecutor {
    let work: MigrationWork
    let place: Int
    let isRepeated: Bool

    func run() throws(MigrationError) -> RunMachine.StepEnd {
        let migration = try work.prepared(place)
        let began = ContinuousClock.now
        let stopwatch = Stopwatch()
        do {
            guard try attempt(migration, stopwatch) else { return .historyChanged }
        } catch {
            return .failed(work.setback(migration, error, began: began))
        }
        work.add(migration, milliseconds: stopwatch.milliseconds)
        return .applied(to: place + 1)
    }

    /// - Returns: `false` where somebody else has migrated since the plan was made.
    private func attempt(_ migration: PreparedMigration, _ stopwatch: Stopwatch) throws(MigrationError) -> Bool {
        let transactions = work.transactions
        let foreignKeys = migration.planned.suspendsForeignKeys ? try ForeignKeyCheck(work.session) : nil
        defer { foreignKeys?.end() }
        let isDurable = transactions.options(isLast: migration.isLast).isDurable
        try transactions.begin(isLast: migration.isLast)
        guard try transactions.historyIsUnchanged(since: work.applied) else {
            try transactions.rollback()
            return false
        }
        try work.execute(migration, inTransaction: true, announces: !isRepeated)
        try foreignKeys?.verify(migration)
        try work.session.history.insert(
            work.applied.row(migration.migration, milliseconds: stopwatch.milliseconds))
        try transactions.commit(migration.migration.file.displayPath, isDurable: isDurable)
        return true
    }
}
