import SwiftwayCore
import SwiftwayDatabase

/// Several migrations in one transaction, each in a savepoint of its own: on SQLite waiting for the disk at every commit
/// is most of the work. What is there afterwards is the same as with a transaction for each.
extension MigrateRun {
    /// After this time those that are done are committed, so that a kill costs no more than a second of work.
    private static let longest = 500

    func fitsSavepoint(_ step: Step) -> Bool {
        !connection.kind.hasAdvisoryLocks && !isOneByOne && settings.safety.durability == .run
            && step.mode == .transaction && step.traits.fitsSavepoint && !step.isOpaque
            && !callbacks.accompaniesMigrations && failedRow == nil
    }

    mutating func runInSavepoints() throws(MigrationError) -> Outcome {
        let stopwatch = Stopwatch()
        try begin()
        guard try historyIsUnchanged() else {
            try rollback()
            return .historyChanged
        }
        session.history.forget()
        var applied: Applied = []
        var rows = WaitingRows(of: session.history)
        if rowsMayWait { rowsMayWait = try !session.history.isMentionedElsewhere() }
        var stop: MigrationError?
        while stop == nil, stopwatch.milliseconds < Self.longest, !session.interruption.isRequested {
            let step: Step
            do {
                guard let next = try nextToSave() else { break }
                step = next
            } catch {
                stop = error
                break
            }
            let own = Stopwatch()
            if rowsMayWait, step.script?.mayMention(session.history.name.name) != false {
                // It finds in the history what came before, whatever becomes of itself.
                rowsMayWait = false
                do {
                    try rows.flush()
                } catch {
                    try? connection.rollback()
                    return try runOneByOne(error, applied)
                }
            }
            do throws(SavepointFailure) {
                try runInSavepoint(step, offset: applied.count, own, &rows)
            } catch {
                return try afterFailure(of: step, error, applied, rows)
            }
            applied.append((step.migration, own.milliseconds))
            queue.advance()
        }
        do {
            try commit(applied, rows)
        } catch {
            try? connection.rollback()
            return try runOneByOne(error, applied)
        }
        if let stop { throw stop }
        return .applied
    }

    private enum SavepointFailure: Error {
        case error(MigrationError)
        /// It leaves references that cannot be committed; committed by itself it says which.
        case unresolvedForeignKeys
    }

    private mutating func nextToSave() throws(MigrationError) -> Step? {
        guard let next = queue.next, !needsCallbacksBefore(next), let step = try nextStep(), fitsSavepoint(step) else {
            return nil
        }
        try fireBeforeRepeatables(next)
        return step
    }

    private func runInSavepoint(
        _ step: Step, offset: Int, _ stopwatch: Stopwatch, _ rows: inout WaitingRows
    ) throws(SavepointFailure) {
        do {
            try run("SAVEPOINT \(Self.savepoint)")
            try execute(step, inTransaction: true)
            let row = row(step.migration, offset: offset, milliseconds: stopwatch.milliseconds)
            if !rowsMayWait { try session.history.insert(row) }
            if !connection.hasUnresolvedForeignKeys {
                try run("RELEASE \(Self.savepoint)")
                if rowsMayWait { rows.append(row) }
                return
            }
        } catch {
            throw .error(error)
        }
        throw .unresolvedForeignKeys
    }

    /// Keeps those before the one that failed.
    private mutating func afterFailure(
        of step: Step, _ failure: SavepointFailure, _ applied: Applied, _ rows: WaitingRows
    ) throws(MigrationError) -> Outcome {
        guard connection.isInTransaction else {
            // A full disk, an interruption or the script itself (`ON CONFLICT ROLLBACK`) has ended the transaction.
            switch failure {
            case .error(let error) where applied.isEmpty || session.interruption.isRequested:
                throw failed(step, error, in: .transaction)
            case .error(let error): return try runOneByOne(error, applied)
            case .unresolvedForeignKeys: return try runOneByOne(nil, applied)
            }
        }
        do {
            try run("ROLLBACK TO \(Self.savepoint)")
            try run("RELEASE \(Self.savepoint)")
            try commit(applied, rows)
        } catch {
            try? connection.rollback()
            return try runOneByOne(error, applied)
        }
        switch failure {
        case .error(let error): throw failed(step, error, in: .transaction)
        case .unresolvedForeignKeys: return try runAlone(step, announces: false)
        }
    }

    private typealias Applied = [(migration: ResolvedMigration, milliseconds: Int)]

    private mutating func commit(_ applied: Applied, _ rows: WaitingRows) throws(MigrationError) {
        try rows.write()
        try session.ask("Unable to commit") { connection throws(DatabaseError) in try connection.commit() }
        for (migration, milliseconds) in applied { record(migration, milliseconds: milliseconds) }
    }

    /// More was taken back than the migration that failed: what had been well is run again, each by itself.
    private mutating func runOneByOne(_ error: MigrationError?, _ applied: Applied) throws(MigrationError) -> Outcome {
        if session.interruption.isRequested, let error { throw error }
        isOneByOne = true
        session.observe(.batchTakenBack(count: applied.count))
        return .historyChanged
    }

    private func run(_ sql: String) throws(MigrationError) {
        try session.ask("Unable to run \(sql)") { connection throws(DatabaseError) in
            _ = try connection.query(sql, [])
        }
    }

    private static let savepoint = "swiftway_migration"
}
