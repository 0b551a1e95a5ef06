import SwiftwayCore
import SwiftwayDatabase

/// Going on with a migration that ran without a transaction and has not come to its end.
extension Session {
    /// Files and history seen together, the row of a migration that can be gone on with left out.
    func resuming(
        _ all: [HistoryRow]
    ) throws(MigrationError) -> (rows: [HistoryRow], list: StatusList, failed: HistoryRow?) {
        if let failed = try resumableRow(in: all) {
            let rows = all.filter { $0 != failed }
            let list = try statuses(rows)
            // Anything else that would run before it has no place in the history, nor has it itself in a transaction: then
            // it counts as failed, as for Flyway.
            if let next = list.pending.first?.resolved, next.storedScript == failed.script,
                try runsWithoutTransaction(next)
            {
                return (rows, list, failed)
            }
        }
        return (all, try statuses(all), nil)
    }

    private func runsWithoutTransaction(_ migration: ResolvedMigration) throws(MigrationError) -> Bool {
        guard !settings.execution.skipExecutingMigrations else { return false }
        return try !scripts.prepare(
            migration.file, migration.language, migration.configuration, expecting: migration.rawChecksum
        ).isTransactional
    }

    /// The row of a migration that failed without a transaction, and whose note says where to go on.
    private func resumableRow(in rows: [HistoryRow]) throws(MigrationError) -> HistoryRow? {
        // Behind it may stand that a schema was created since.
        guard let failed = rows.last(where: { $0.type != .schema }), !failed.success else { return nil }
        // Of two rows with one rank nobody could say which one the note is about.
        guard rows.allSatisfy({ $0 == failed || $0.success && $0.installedRank != failed.installedRank }) else {
            return nil
        }
        guard let note = try livingNote(), note.failedRank == failed.installedRank else { return nil }
        return failed
    }

    // MARK: The note

    /// What an unfinished migration has left, as long as it is true.
    func livingNote() throws(MigrationError) -> UnfinishedMigration? {
        guard let note = try history.unfinished(), try isTrue(note) else { return nil }
        return note
    }

    /// The note belongs to one row: once that is gone, by whose `repair` ever, somebody has mended the database, and a row
    /// that has its rank now is another one's. A run that was killed has left no row; then a later one of its script says
    /// that somebody else has run it since.
    private func isTrue(_ note: UnfinishedMigration) throws(MigrationError) -> Bool {
        let rows = try history.rows()
        guard let rank = note.failedRank else {
            return !rows.contains { $0.script == note.script && $0.installedRank > note.rankBefore ?? .max }
        }
        guard let installedOn = note.installedOn,
            rows.contains(where: { $0.installedRank == rank && !$0.success && $0.script == note.script })
        else { return false }
        return try history.installedOn(rank: rank) == installedOn
    }

    /// Takes away a note that is not true any more, where it is a table that people see.
    func dropDeadNote() throws(MigrationError) {
        guard !connection.kind.hasAdvisoryLocks, !connection.isReadOnly, try history.unfinished() != nil,
            try livingNote() == nil
        else { return }
        let title = "Unable to remove the note on \(history.name)"
        // Another run may have written one while this one waited.
        try exclusively(title) { () throws(MigrationError) in
            guard try livingNote() == nil else { return }
            try ask(title) { (_) throws(DatabaseError) in try history.note(nil) }
        }
    }
}
