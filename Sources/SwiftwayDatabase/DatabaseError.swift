internal import SwiftwayText

/// What a database said when it refused: its own words, taken apart, so that a report can show each of them.
///
/// The connection of a migration in Swift throws it, and `MigrationError.databaseError` holds it where a database was the
/// reason.
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

    /// Whether the connection, a lock, somebody's wish or the statement itself was the reason.
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
    /// PostgreSQL's `DETAIL`, such as the key that exists already; on SQLite the general text of the code.
    public var detail: String?
    /// PostgreSQL's `HINT`: what it suggests; `nil` where it suggests nothing.
    public var hint: String?
    /// PostgreSQL's `CONTEXT`: the call stack of functions.
    public var context: String?
    /// Where in the text that the driver was given: 1-based, in characters (Unicode scalars), whatever the
    /// database itself counts.
    public var position: Int?

    /// For a migration in Swift that wants to fail like a database, and for tests of what a program shows.
    /// - Parameters:
    ///   - category: What the engine may do about it.
    ///   - severity: `ERROR` or `FATAL`, where the database has severities.
    ///   - message: What is wrong, without prefix.
    ///   - sqlState: Five characters, where the database has them.
    ///   - code: The database's own number.
    ///   - codeName: The name of that number.
    ///   - detail: Further words about this one case.
    ///   - hint: What the database suggests.
    ///   - context: The call stack of functions.
    ///   - position: Where in the statement, from 1, in Unicode scalars.
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
            return "[\(codeName)] \(detail ?? "SQLite error") (\(message.indentingLines))"
        }
        // A script says what stands in it (RAISE): it cannot look like lines of the log.
        let message = message.indentingLines
        var lines = [severity.map { "\($0): \(message)" } ?? message]
        if let detail { lines.append("  Detail: \(detail)") }
        if let hint { lines.append("  Hint: \(hint)") }
        if let position { lines.append("  Position: \(position)") }
        if let context { lines.append("  Where: \(context)") }
        return lines.joined(separator: "\n")
    }
}
