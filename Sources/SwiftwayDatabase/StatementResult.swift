/// One row: a text for each column, `nil` for NULL. Databases' own types are not decoded: a number is its digits, and
/// `true` is `t` on PostgreSQL.
public typealias Row = [String?]

/// What one statement gave back.
public struct StatementResult: Sendable, Equatable {
    /// Names of the columns; empty where the statement returns no rows.
    public var columns: [String]
    /// As many texts in each as there are ``columns``; empty where the statement returns no rows.
    public var rows: [Row]
    /// How many rows it changed, where the database says so.
    public var affectedRows: Int?

    package init(columns: [String] = [], rows: [Row] = [], affectedRows: Int? = nil) {
        self.columns = columns
        self.rows = rows
        self.affectedRows = affectedRows
    }
}

/// A value for `$1`, `$2` … of a statement.
public enum BoundValue: Sendable, Equatable {
    /// `NULL`.
    case null
    /// A text; the database makes of it what the column needs.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// `true` or `false`; on SQLite 1 or 0.
    case boolean(Bool)
}

/// What a database says without failing: PostgreSQL's notices and warnings.
public struct Notice: Sendable, Equatable {
    /// `NOTICE`, `WARNING`, `INFO` …
    public var severity: String
    /// Without severity: `relation "log" already exists, skipping`.
    public var message: String
    /// Five characters; `00000` for a plain notice.
    public var sqlState: String

    package init(severity: String, message: String, sqlState: String) {
        self.severity = severity
        self.message = message
        self.sqlState = sqlState
    }
}
