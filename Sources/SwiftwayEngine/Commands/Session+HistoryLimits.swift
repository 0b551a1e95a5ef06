import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Refuses what the database would refuse only when a row is written, with the migration's work behind it.
    func checkThatHistoryHolds(_ versions: [MigrationVersion]) throws(MigrationError) {
        guard connection.kind == .postgreSQL else { return }
        let unchanged = "PostgreSQL would refuse the row behind the migration's work. Nothing was changed."
        if let version = versions.first(where: HistoryRow.isTooLong) {
            throw MigrationError(
                code: .error,
                message: "The version \(version) has \(version.description.utf8.count) characters; the schema history "
                    + "table holds \(HistoryRow.longestVersion).", advice: unchanged)
        }
        if HistoryRow.isTooLong(installedBy: installedBy) {
            throw MigrationError(
                code: .error,
                message: "installedBy has \(installedBy.unicodeScalars.count) characters; the schema history table "
                    + "holds \(HistoryRow.longestInstalledBy).", advice: unchanged)
        }
    }
}
