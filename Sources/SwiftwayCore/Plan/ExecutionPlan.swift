/// What a run is going to do, made before it does any of it.
///
/// Nothing in it is read from the database while it runs. What a script holds is not part of it: its statements are read
/// again, or taken from memory, when its turn comes.
package struct ExecutionPlan: Sendable {
    /// In the order in which they run.
    package var migrations: [PlannedMigration]
    package var steps: [ExecutionStep]
    /// What is fired when all of that is done and the migration lock is given back.
    package var closing: [CallbackEvent]
    /// The rank of the last row of the history; `nil` where it is empty.
    package var lastRank: Int?
    /// The row that the first migration, which failed without a transaction, is going to replace.
    package var failedRow: HistoryRow?

    package init(
        migrations: [PlannedMigration], steps: [ExecutionStep], closing: [CallbackEvent] = [], lastRank: Int? = nil,
        failedRow: HistoryRow? = nil
    ) {
        self.migrations = migrations
        self.steps = steps
        self.closing = closing
        self.lastRank = lastRank
        self.failedRow = failedRow
    }

    /// The place of the first repeatable migration; their number where there is none.
    package var firstRepeatable: Int {
        migrations.firstIndex { $0.migration.version == nil } ?? migrations.count
    }
}

extension ExecutionPlan {
    /// A line for each step, for `-X`.
    package var lines: [String] {
        let steps = steps + (closing.isEmpty ? [] : [.callbacks(closing)])
        return steps.enumerated().map { "\($0.offset + 1). \(text(of: $0.element))" }
    }

    private func text(of step: ExecutionStep) -> String {
        switch step {
        case .callbacks(let events): "callbacks \(events.map(\.rawValue).joined(separator: ", "))"
        case .pipeline(let range): "\(names(range)): \(own(range)), sent without waiting"
        case .savepoints(let range):
            "\(names(range)): \(range.count == 1 ? "a savepoint" : "savepoints") in one transaction"
        case .transaction(let place):
            switch migrations[place].work {
            case .program: "\(names(place..<place + 1)): a program"
            case .script(let plan) where plan.mode == .transactionWithoutForeignKeys:
                "\(names(place..<place + 1)): a transaction, with foreign keys checked at its end"
            default: "\(names(place..<place + 1)): a transaction"
            }
        case .statements(let place, let resumes):
            "\(names(place..<place + 1)): statement by statement, without a transaction"
                + (resumes ? ", from where it failed" : "")
        case .group(let range): "\(names(range)): one transaction for all"
        case .groupOfStatements(let range): "\(names(range)): statement by statement, without a transaction"
        case .refuse(let place): "\(names(place..<place + 1)): cannot be run"
        }
    }

    private func own(_ range: Range<Int>) -> String {
        range.count == 1 ? "a transaction" : "a transaction each"
    }

    private func names(_ range: Range<Int>) -> String {
        let first = migrations[range.lowerBound].migration.file.fileName
        guard range.count > 1 else { return first }
        let last = migrations[range.upperBound - 1].migration.file.fileName
        return range.count == 2 ? "\(first) and \(last)" : "\(first) to \(last) (\(range.count))"
    }
}
