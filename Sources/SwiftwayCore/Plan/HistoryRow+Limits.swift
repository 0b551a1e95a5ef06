/// What the columns of the history hold: `varchar(50)` and its like. PostgreSQL refuses more; SQLite takes any length.
extension HistoryRow {
    package static let longestVersion = 50
    package static let longestInstalledBy = 100

    package static func isTooLong(_ version: MigrationVersion) -> Bool {
        version.description.utf8.count > longestVersion
    }

    /// PostgreSQL counts scalars.
    package static func isTooLong(installedBy: String) -> Bool { installedBy.unicodeScalars.count > longestInstalledBy }

    /// Cut as Flyway cuts it: of more than 200 characters the first 197, and three dots behind them.
    package static func stored(description: String) -> String {
        description.utf16.count > 200 ? description.utf16Prefix(197) + "..." : description
    }

    /// Cut as Flyway cuts it: of more than 1,000 characters the fourth to the thousandth, behind three dots.
    package static func stored(script: String) -> String {
        script.utf16.count > 1000 ? "..." + String(script.utf16Prefix(1000).dropFirst(3)) : script
    }
}
