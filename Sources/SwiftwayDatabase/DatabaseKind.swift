/// The databases that swiftway migrates.
public enum DatabaseKind: String, Sendable, CaseIterable {
    case postgreSQL = "postgresql"
    case sqlite

    /// The name as people write it, and as it stands in the line `Database: … (PostgreSQL 15.8)`.
    public var productName: String {
        switch self {
        case .postgreSQL: "PostgreSQL"
        case .sqlite: "SQLite"
        }
    }
}
