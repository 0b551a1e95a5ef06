package import SwiftwayScript

/// A keyword that is none, but nearly: `CREATE TABEL`. The first words of a statement are the only ones that can be
/// judged without the grammar, and words that are far from every keyword are left to the database.
package struct Misspelling: Sendable, Equatable {
    package var word: String
    package var suggestion: String
    package var location: ScriptLocation

    package init?(in statement: ScriptStatement, dialect: ScriptDialect) {
        switch statement.kind {
        // Whoever told the kind has known the verb.
        case .manipulation, .query, .copy, .transactionControl: return nil
        case .definition:
            if statement.beginsAsUsual(dialect: dialect) { return nil }
            self.init(objectOf: statement, dialect)
        case .utility: self.init(verbOf: statement, dialect)
        }
    }

    private init?(verbOf statement: ScriptStatement, _ dialect: ScriptDialect) {
        guard let verb = statement.leadingWord(dialect: dialect),
            !Self.verbs(dialect).contains(verb.text.uppercased())
        else { return nil }
        self.init(verb, in: Self.verbs(dialect), statement)
    }

    private init?(objectOf statement: ScriptStatement, _ dialect: ScriptDialect) {
        var verb: String?
        let object = statement.leadingWord(dialect: dialect) { text in
            guard let verb else {
                verb = text
                return false
            }
            // Of the others the second word may be a name.
            return Self.verbsOfObjects.contains(verb.uppercased()) && !Self.modifiers.contains(text.uppercased())
        }
        guard let object, !Self.objects.contains(object.text.uppercased()) else { return nil }
        self.init(object, in: Self.objects, statement)
    }

    private static let verbsOfObjects: Set<String> = ["CREATE", "ALTER", "DROP"]

    private init?(_ word: LeadingWord, in keywords: Set<String>, _ statement: ScriptStatement) {
        // Three letters or fewer are near to too many keywords.
        guard word.text.count > 3, let suggestion = nearest(to: word.text, in: keywords.sorted()) else { return nil }
        self.word = word.text
        self.suggestion = suggestion
        location = statement.location(ofCharacter: word.position)
    }

    private static func verbs(_ dialect: ScriptDialect) -> Set<String> {
        switch dialect {
        case .postgreSQL: postgreSQLVerbs
        case .sqlite: sqliteVerbs
        }
    }

    /// The words that statements begin with: `stmt` in PostgreSQL's gram.y.
    private static let postgreSQLVerbs: Set<String> = [
        "ABORT", "ALTER", "ANALYSE", "ANALYZE", "BEGIN", "CALL", "CHECKPOINT", "CLOSE", "CLUSTER", "COMMENT", "COMMIT",
        "COPY", "CREATE", "DEALLOCATE", "DECLARE", "DELETE", "DISCARD", "DO", "DROP", "END", "EXECUTE", "EXPLAIN",
        "FETCH", "GRANT", "IMPORT", "INSERT", "LISTEN", "LOAD", "LOCK", "MERGE", "MOVE", "NOTIFY", "PREPARE",
        "REASSIGN", "REFRESH", "REINDEX", "RELEASE", "REPACK", "RESET", "REVOKE", "ROLLBACK", "SAVEPOINT", "SECURITY",
        "SELECT", "SET", "SHOW", "START", "TABLE", "TRUNCATE", "UNLISTEN", "UPDATE", "VACUUM", "VALUES", "WAIT",
        "WITH",
    ]

    /// <https://www.sqlite.org/lang.html>
    private static let sqliteVerbs: Set<String> = [
        "ALTER", "ANALYZE", "ATTACH", "BEGIN", "COMMIT", "CREATE", "DELETE", "DETACH", "DROP", "END", "EXPLAIN",
        "INSERT", "PRAGMA", "REINDEX", "RELEASE", "REPLACE", "ROLLBACK", "SAVEPOINT", "SELECT", "UPDATE", "VACUUM",
        "VALUES", "WITH",
    ]

    /// What may stand between the verb and the kind of object.
    private static let modifiers: Set<String> = [
        "OR", "REPLACE", "TEMP", "TEMPORARY", "LOCAL", "GLOBAL", "UNLOGGED", "UNIQUE", "RECURSIVE", "CONSTRAINT",
        "TRUSTED", "PROCEDURAL", "DEFAULT", "VIRTUAL", "FOREIGN", "EVENT", "MATERIALIZED", "ACCESS", "TEXT", "SEARCH",
        "USER",
    ]

    private static let objects: Set<String> = [
        "AGGREGATE", "CAST", "COLLATION", "CONFIGURATION", "CONVERSION", "DATA", "DATABASE", "DICTIONARY", "DOMAIN",
        "EXTENSION", "FUNCTION", "GROUP", "INDEX", "LANGUAGE", "LARGE", "MAPPING", "METHOD", "OPERATOR", "OWNED",
        "PARSER", "POLICY", "PRIVILEGES", "PROCEDURE", "PROPERTY", "PUBLICATION", "ROLE", "ROUTINE", "RULE", "SCHEMA",
        "SEQUENCE", "SERVER", "STATISTICS", "SUBSCRIPTION", "SYSTEM", "TABLE", "TABLESPACE", "TEMPLATE", "TRANSFORM",
        "TRIGGER", "TYPE", "VIEW", "WRAPPER",
    ]
}
