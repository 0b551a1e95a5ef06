/// Everything about a statement that follows from its words alone.
struct StatementClass: Equatable {
    var kind: StatementKind
    var action = StatementAction.ordinary
    var isTransactional = true
    var isTransactionalForFlyway = true
    var isBatchable = false
    /// `SET standard_conforming_strings`: how the strings of the following statements read.
    var plainStringsEscape: Bool?

    init(_ kind: StatementKind, _ action: StatementAction = .ordinary, isTransactional: Bool = true) {
        self.kind = kind
        self.action = action
        self.isTransactional = isTransactional
    }

    /// - Parameter reader: Stands at the statement's first token.
    init(of reader: TokenReader, serverVersion: Int?) {
        let words = StatementWords(reader)
        switch reader.dialect {
        case .postgreSQL: self = postgreSQLClass(of: words, serverVersion: serverVersion)
        case .sqlite: self = sqliteClass(of: words)
        }
        switch words.keyword {
        case "INSERT", "UPDATE", "DELETE", "UPSERT", "MERGE": isBatchable = true
        case "CREATE", "DROP", "ALTER", "REINDEX", "VACUUM", "DISCARD", "PRAGMA":
            // The only words with which Flyway's patterns begin.
            isTransactionalForFlyway = FlywayRule.isTransactional(reader, serverVersion: serverVersion)
        default: break
        }
        // Flyway runs such a script outside of a transaction today, and so do we.
        isTransactional = isTransactional && isTransactionalForFlyway
    }
}

/// The verb of `WITH … SELECT` and its kin; empty if there is none.
func mainVerb(behindWith words: inout StatementWords) -> String {
    _ = words.take("RECURSIVE")
    // WITH a (x) AS [NOT MATERIALIZED] (…) [SEARCH …] [CYCLE …], b AS (…) SELECT …: a verb directly behind WITH, or
    // behind a comma, is a name.
    words.advance()
    while let token = words.next {
        if token.depth == 0 {
            if words.take(symbol: ",") {
                words.advance()
                continue
            }
            let word = words.keyword
            if ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "VALUES", "TABLE"].contains(word) {
                return word
            }
            // WITH … (SELECT …) UNION …: behind the list an opening parenthesis follows a closing one.
        }
        words.advance()
    }
    return ""
}
