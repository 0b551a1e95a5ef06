/// What stands in the history table's column `type`.
public enum MigrationType: String, Sendable, CaseIterable {
    /// A file of SQL, versioned or repeatable.
    case sql = "SQL"
    /// Code: a migration in Swift, and Flyway's in Java.
    case jdbc = "JDBC"
    /// A program, such as a shell script.
    case script = "SCRIPT"
    /// A kind of an extension of Flyway's; never written by swiftway.
    case custom = "CUSTOM"
    /// A row of the command `baseline`.
    case baseline = "BASELINE"
    /// A row that remembers which schemas were created by `migrate`.
    case schema = "SCHEMA"
    /// A row by which `repair` has marked a migration as gone for good.
    case delete = "DELETE"
    /// A baseline migration in SQL: `B5__everything.sql`.
    case sqlBaseline = "SQL_BASELINE"
    /// A baseline migration in code, by Flyway; never written by swiftway.
    case jdbcBaseline = "JDBC_BASELINE"
    /// A migration that Flyway's `undo` took back with a file of SQL; never written by swiftway.
    case undoSql = "UNDO_SQL"
    /// A migration that Flyway's `undo` took back with code; never written by swiftway.
    case undoJdbc = "UNDO_JDBC"
    /// A migration that Flyway's `undo` took back with a program; never written by swiftway.
    case undoScript = "UNDO_SCRIPT"

    /// Case does not matter, and a type of old releases reads as its successor.
    package init?(historyText text: String) {
        if let type = MigrationType(rawValue: text) {
            self = type
            return
        }
        let name = text.uppercased()
        self.init(rawValue: name == "SPRING_JDBC" ? "JDBC" : name)
    }

    /// Written by a command, not by running a file.
    package var isSynthetic: Bool {
        switch self {
        case .baseline, .schema, .delete: true
        case .sql, .jdbc, .script, .custom, .sqlBaseline, .jdbcBaseline, .undoSql, .undoJdbc, .undoScript: false
        }
    }

    package var isUndo: Bool {
        switch self {
        case .undoSql, .undoJdbc, .undoScript: true
        case .sql, .jdbc, .script, .custom, .baseline, .schema, .delete, .sqlBaseline, .jdbcBaseline: false
        }
    }

    /// Versions up to its own need not be run any more.
    package var isBaseline: Bool {
        switch self {
        case .baseline, .sqlBaseline, .jdbcBaseline: true
        case .sql, .jdbc, .script, .custom, .schema, .delete, .undoSql, .undoJdbc, .undoScript: false
        }
    }
}
