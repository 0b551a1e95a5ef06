import SwiftwayCore
import SwiftwayDatabase

/// Several migrations in one transaction, each in a savepoint of its own: on SQLite waiting for the disk at every commit
/// is most of the work. What is there afterwards is the same as with a transaction for each.
struct SavepointExecutor {
    let work: MigrationWork
    let range: Range<Int>

    private var session: Session { work.session }
    private var connection: any DatabaseConnection { work.connection }

    /// After this time those that are done are committed, so that a kill costs no more than a second of work.
    private static let longest = 500
    private static let savepoint = "swiftway_migration"

    /// Migrations that are done in the open transaction.
    private struct Batch {
        var done: [(migration: PreparedMigration, milliseconds: Int)] = []
        var rows: WaitingRows
    }

    func run() throws(MigrationError) -> RunMachine.StepEnd {
        let stopwatch = Stopwatch()
        try work.transactions.begin()
        guard try work.transactions.historyIsUnchanged(since: work.applied) else {
            try work.transactions.rollback()
            return .historyChanged
        }
        session.history.forget()
        var batch = Batch(rows: try WaitingRows(of: session.history))
        var stop: MigrationError?
        var place = range.lowerBound
        while place < range.upperBound, stopwatch.milliseconds < Self.longest, !session.interruption.isRequested {
            let migration: PreparedMigration
            do {
                migration = try work.prepared(place)
            } catch {
                stop = error
                break
            }
            let own = Stopwatch()
            do {
                // It finds in the history what came before, whatever becomes of itself.
                try batch.rows.expect(migration.script)
            } catch {
                return try takeBack(batch, error)
            }
            do throws(Failure) {
                try run(migration, own, &batch)
            } catch {
                return try afterFailure(of: migration, error, batch)
            }
            batch.done.append((migration, own.milliseconds))
            place += 1
        }
        do {
            try commit(batch)
        } catch {
            return try takeBack(batch, error)
        }
        if let stop { throw stop }
        return .applied(to: place)
    }

    private enum Failure: Error {
        case error(MigrationError)
        /// It leaves references that cannot be committed; committed by itself it says which.
        case unresolvedForeignKeys
    }

    private func run(_ migration: PreparedMigration, _ stopwatch: Stopwatch, _ batch: inout Batch) throws(Failure) {
        do {
            try run("SAVEPOINT \(Self.savepoint)")
            try work.execute(migration, inTransaction: true)
            let row = work.applied.row(
                migration.migration, offset: batch.done.count, milliseconds: stopwatch.milliseconds)
            try batch.rows.writeUnlessWaiting(row)
            if !connection.hasUnresolvedForeignKeys {
                try run("RELEASE \(Self.savepoint)")
                batch.rows.append(row)
                return
            }
        } catch {
            throw .error(error)
        }
        throw .unresolvedForeignKeys
    }

    /// Keeps those before the one that failed.
    private func afterFailure(
        of migration: PreparedMigration, _ failure: Failure, _ batch: Batch
    ) throws(MigrationError) -> RunMachine.StepEnd {
        guard connection.isInTransaction else {
            // A full disk, an interruption or the script itself (`ON CONFLICT ROLLBACK`) has ended the transaction.
            switch failure {
            case .error(let error) where batch.done.isEmpty || session.interruption.isRequested:
                return failed(migration, error)
            case .error(let error): return try takeBack(batch, error)
            case .unresolvedForeignKeys: return try takeBack(batch, nil)
            }
        }
        do {
            try run("ROLLBACK TO \(Self.savepoint)")
            try run("RELEASE \(Self.savepoint)")
            try commit(batch)
        } catch {
            return try takeBack(batch, error)
        }
        switch failure {
        case .error(let error): return failed(migration, error)
        case .unresolvedForeignKeys: return .mustBeAlone(migration.place, wasAnnounced: true)
        }
    }

    private func failed(_ migration: PreparedMigration, _ error: MigrationError) -> RunMachine.StepEnd {
        .failed(work.setback(migration, error, began: work.watch.began))
    }

    private func commit(_ batch: Batch) throws(MigrationError) {
        try batch.rows.write()
        try session.ask("Unable to commit") { connection throws(DatabaseError) in try connection.commit() }
        for (migration, milliseconds) in batch.done { work.add(migration, milliseconds: milliseconds) }
    }

    /// More was taken back than the migration that failed: what had been well is run again, each by itself.
    private func takeBack(_ batch: Batch, _ error: MigrationError?) throws(MigrationError) -> RunMachine.StepEnd {
        try? connection.rollback()
        if session.interruption.isRequested, let error { throw error }
        session.observe(.batchTakenBack(count: batch.done.count))
        return .takenBack
    }

    private func run(_ sql: String) throws(MigrationError) {
        try session.ask("Unable to run \(sql)") { connection throws(DatabaseError) in
            _ = try connection.query(sql, [])
        }
    }
}
