/// What a database said when it refused: its own words, taken apart, so that a report can show each of them.
public struct DatabaseError: Error, Sendable, Equatable {
    /// What the engine may do about it. Everything else is in the fields below.
    public enum Category: Sendable, Equatable {
        /// The connection could not be opened: nothing was run.
        case connectionFailed
        /// The connection went away in the middle: whether the last statement took effect is unknown.
        case connectionLost
        /// The statement was interrupted on request (PostgreSQL 57014, SQLite `SQLITE_INTERRUPT`).
        case cancelled
        /// Somebody else holds a lock, and patience ran out, or was faster (PostgreSQL 55P03, 40P01 and 40001, SQLite
        /// `SQLITE_BUSY`): another attempt may succeed.
        case locked
        /// Any other refusal of a statement.
        case statement
    }

    public var category: Category
    /// The server's severity, `ERROR` or `FATAL`; `nil` where the database has none (SQLite).
    public var severity: String?
    /// The message without prefix: `relation "nope" does not exist`.
    public var message: String
    /// Five characters; `nil` where the database has none (SQLite).
    public var sqlState: String?
    /// The database's own number: SQLite's primary result code, 0 on PostgreSQL.
    public var code: Int
    /// The name of the code where there is one: `SQLITE_CONSTRAINT_PRIMARYKEY`.
    public var codeName: String?
    public var detail: String?
    public var hint: String?
    /// PostgreSQL's `CONTEXT`: the call stack of functions.
    public var context: String?
    /// Where in the text that the driver was given: 1-based, in characters (Unicode scalars), whatever the
    /// database itself counts.
    public var position: Int?

    public init(
        category: Category = .statement, severity: String? = nil, message: String, sqlState: String? = nil,
        code: Int = 0, codeName: String? = nil, detail: String? = nil, hint: String? = nil, context: String? = nil,
        position: Int? = nil
    ) {
        self.category = category
        self.severity = severity
        self.message = message
        self.sqlState = sqlState
        self.code = code
        self.codeName = codeName
        self.detail = detail
        self.hint = hint
        self.context = context
        self.position = position
    }

    /// Everything the database said, in the layout that Flyway's users know from the Java drivers:
    /// `ERROR: …`, then detail, hint, position and context, each indented by two blanks; on SQLite
    /// `[SQLITE_ERROR] … (no such table: t)`.
    public var fullMessage: String {
        if let codeName {
            return "[\(codeName)] \(detail ?? "SQLite error") (\(message))"
        }
        var lines = [severity.map { "\($0): \(message)" } ?? message]
        if let detail { lines.append("  Detail: \(detail)") }
        if let hint { lines.append("  Hint: \(hint)") }
        if let position { lines.append("  Position: \(position)") }
        if let context { lines.append("  Where: \(context)") }
        return lines.joined(separator: "\n")
    }
}
