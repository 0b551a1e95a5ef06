package import SwiftwayScript

extension PostgreSQLGrammar {
    /// Statements whose tree could be deeper are read by their words alone. The library builds, packs and unpacks trees
    /// by calling itself, and a thread beside the main one has half a megabyte of stack on macOS.
    private static let deepestTree = 250

    /// What a statement does: by its parse tree where that tells more than its words do.
    /// - Throws: ``Problem`` where the statement is no PostgreSQL.
    package static func changes(of statement: ScriptStatement) throws(Problem) -> [SchemaChange] {
        #if Grammar
            if statement.isToldByWords || statement.boundOfDepth(dialect: .postgreSQL) > deepestTree {
                _ = try statements(in: statement.sql)
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
            switch leadingWords(atMost: 4, dialect: .postgreSQL).map({ $0.text.uppercased() }) {
            case let words where words.first == "COMMENT" || words.first == "SELECT": true
            case let words where words.first == "CREATE": words.contains("VIEW")
            default: false
            }
        default: false
        }
    }

    private var isTruncate: Bool {
        leadingWords(atMost: 1, dialect: .postgreSQL).first?.text.uppercased() == "TRUNCATE"
    }
}
