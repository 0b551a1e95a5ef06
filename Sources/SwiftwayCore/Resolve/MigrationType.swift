/// What stands in the history table's column `type`.
public enum MigrationType: String, Sendable, CaseIterable {
    case sql = "SQL"
    case jdbc = "JDBC"
    case script = "SCRIPT"
    case custom = "CUSTOM"
    case baseline = "BASELINE"
    case schema = "SCHEMA"
    case delete = "DELETE"
    case sqlBaseline = "SQL_BASELINE"
    case jdbcBaseline = "JDBC_BASELINE"
    case undoSql = "UNDO_SQL"
    case undoJdbc = "UNDO_JDBC"
    case undoScript = "UNDO_SCRIPT"

    /// Case does not matter, and a type of old releases reads as its successor.
    public init?(historyText text: String) {
        if let type = MigrationType(rawValue: text) {
            self = type
            return
        }
        let name = text.uppercased()
        self.init(rawValue: name == "SPRING_JDBC" ? "JDBC" : name)
    }

    /// Written by a command, not by running a file.
    public var isSynthetic: Bool {
        switch self {
        case .baseline, .schema, .delete: true
        case .sql, .jdbc, .script, .custom, .sqlBaseline, .jdbcBaseline, .undoSql, .undoJdbc, .undoScript: false
        }
    }

    public var isUndo: Bool {
        switch self {
        case .undoSql, .undoJdbc, .undoScript: true
        case .sql, .jdbc, .script, .custom, .baseline, .schema, .delete, .sqlBaseline, .jdbcBaseline: false
        }
    }

    /// Versions up to its own need not be run any more.
    public var isBaseline: Bool {
        switch self {
        case .baseline, .sqlBaseline, .jdbcBaseline: true
        case .sql, .jdbc, .script, .custom, .schema, .delete, .undoSql, .undoJdbc, .undoScript: false
        }
    }
}
