/// Everything about a statement that follows from its words alone.
struct StatementClass: Equatable {
    var kind: StatementKind
    var action = StatementAction.ordinary
    var setting: SettingScope?
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
        switch words.word {
        case "INSERT", "UPDATE", "DELETE", "UPSERT", "MERGE": isBatchable = true
        case "CREATE", "DROP", "ALTER", "REINDEX", "VACUUM", "DISCARD", "PRAGMA":
            // The only words with which Flyway's patterns begin.
            isTransactionalForFlyway = FlywayRule.isTransactional(
                words, dialect: reader.dialect, serverVersion: serverVersion)
            // Where Flyway runs a script outside of a transaction today, so do we.
            if !isTransactionalForFlyway { isTransactional = false }
        default: break
        }
    }
}

extension StatementWords {
    /// Goes on to the verb of `WITH … SELECT` and its kin.
    ///
    /// `WITH a (x) AS [NOT MATERIALIZED] (…) [SEARCH …] [CYCLE …], b AS (…) SELECT …`: what stands directly behind
    /// `WITH` or behind a comma is a name, even if it looks like a verb.
    mutating func skipCommonTableExpressions() {
        _ = take("RECURSIVE")
        advance()
        while let token = next {
            if token.depth == 0 {
                switch word {
                case "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "VALUES", "TABLE": return
                default: break
                }
                if comes(symbol: ",") { advance() }
            }
            advance()
        }
    }
}
