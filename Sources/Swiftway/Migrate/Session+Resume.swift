import SwiftwayCore

extension Session {
    /// The row of a migration that failed without a transaction, and whose note says where to go on.
    func resumableRow(in rows: [HistoryRow]) throws(MigrationError) -> HistoryRow? {
        guard let last = rows.last, !last.success, rows.dropLast().allSatisfy(\.success) else { return nil }
        guard let unfinished = try history.unfinished(), unfinished.script == last.script,
            unfinished.failedRank == last.installedRank
        else { return nil }
        return last
    }
}
