package import SwiftwayScript

extension PostgreSQLGrammar {
    /// Statements whose tree could be deeper are read by their words alone. The library builds, packs and unpacks trees
    /// by calling itself, and a thread beside the main one has half a megabyte of stack on macOS.
    private static let deepestTree = 250

    /// What a statement does: by its parse tree where that tells more than its words do.
    /// - Parameter isChecked: Whether somebody has found already that the grammar takes it.
    /// - Throws: ``Problem`` where the statement is no PostgreSQL.
    package static func changes(
        of statement: ScriptStatement, isChecked: Bool = false
    ) throws(Problem) -> [SchemaChange] {
        #if Grammar
            if statement.isToldByWords || statement.boundOfDepth(dialect: .postgreSQL) > deepestTree {
                if !isChecked { _ = try statements(in: statement.sql) }
                return statement.changesByWords(dialect: .postgreSQL)
            }
            let tree = try ParseTree(statement.sql)
            return tree.changes
        #else
            return statement.changesByWords(dialect: .postgreSQL)
        #endif
    }
}

extension ScriptStatement {
    /// Whether its parse tree would be large and tell no more than its words.
    fileprivate var isToldByWords: Bool {
        switch kind {
        case .manipulation where !isTruncate, .query, .copy, .transactionControl: true
        case .definition:
            switch object {
            case "COMMENT", "SELECT", "VIEW", "FUNCTION", "PROCEDURE": true
            default: false
            }
        default: false
        }
    }

    /// What is created, or the verb of anything else.
    private var object: String? {
        var words = leadingWords(atMost: 5, dialect: .postgreSQL).map { $0.text.uppercased() }[...]
        guard words.first == "CREATE" else { return words.first }
        words.removeFirst()
        return words.first { !["OR", "REPLACE", "TEMP", "TEMPORARY", "RECURSIVE", "MATERIALIZED"].contains($0) }
    }

    private var isTruncate: Bool {
        leadingWords(atMost: 1, dialect: .postgreSQL).first?.text.uppercased() == "TRUNCATE"
    }
}
