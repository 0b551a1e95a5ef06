/// One row: a text for each column, `nil` for NULL. Databases' own types are not decoded: the engine reads a
/// handful of columns of its own table and prints everything else.
public typealias Row = [String?]

/// What one statement gave back.
public struct StatementResult: Sendable, Equatable {
    /// Names of the columns; empty where the statement returns no rows.
    public var columns: [String]
    public var rows: [Row]
    /// How many rows it changed, where the database says so.
    public var affectedRows: Int?

    public init(columns: [String] = [], rows: [Row] = [], affectedRows: Int? = nil) {
        self.columns = columns
        self.rows = rows
        self.affectedRows = affectedRows
    }
}

/// A value bound to a parameter of the engine's own statements.
public enum BoundValue: Sendable, Equatable {
    case null
    case text(String)
    case integer(Int)
    case boolean(Bool)
}

/// What a database says without failing: PostgreSQL's notices and warnings.
public struct Notice: Sendable, Equatable {
    /// `NOTICE`, `WARNING`, `INFO` …
    public var severity: String
    public var message: String
    /// Five characters; `00000` for a plain notice.
    public var sqlState: String

    public init(severity: String, message: String, sqlState: String) {
        self.severity = severity
        self.message = message
        self.sqlState = sqlState
    }
}
