import SwiftwayCore

extension Session {
    /// The row of a migration that failed without a transaction, and whose note says where to go on.
    func resumableRow(in rows: [HistoryRow]) throws(MigrationError) -> HistoryRow? {
        // Behind it may stand that a schema was created since.
        guard let failed = rows.last(where: { $0.type != .schema }), !failed.success else { return nil }
        // Of two rows with one rank nobody could say which one the note is about.
        guard rows.allSatisfy({ $0 == failed || $0.success && $0.installedRank != failed.installedRank }) else {
            return nil
        }
        guard let unfinished = try history.unfinished(), unfinished.script == failed.script,
            unfinished.failedRank == failed.installedRank
        else { return nil }
        return failed
    }
}
