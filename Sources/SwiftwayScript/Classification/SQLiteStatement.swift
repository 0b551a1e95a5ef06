// What a SQLite statement is, by the order of words that parse.y allows. What does not work inside a transaction was
// tried with the library and stands in pragma.c and vacuum.c.

func sqliteClass(of statement: StatementWords) -> StatementClass {
    var words = statement
    let verb = words.word
    words.advance()
    switch verb {
    case "SELECT", "VALUES": return StatementClass(.query)
    case "WITH":
        words.skipCommonTableExpressions()
        switch words.word {
        case "INSERT", "UPDATE", "DELETE", "REPLACE": return StatementClass(.manipulation)
        default: return StatementClass(.query)
        }
    case "INSERT", "UPDATE", "DELETE", "REPLACE": return StatementClass(.manipulation)
    case "CREATE": return StatementClass(.definition)
    case "ALTER": return alter(words)
    case "DROP":
        guard words.take("TABLE") else { return StatementClass(.definition) }
        _ = words.take("IF", "EXISTS")
        return StatementClass(.definition, .dropsTable(words.takeName()))
    case "BEGIN":
        // "cannot start a transaction within a transaction"
        return StatementClass(.transactionControl, .transaction(.begin), isTransactional: false)
    case "COMMIT", "END": return StatementClass(.transactionControl, .transaction(.commit(chained: false)))
    case "ROLLBACK":
        _ = words.take("TRANSACTION")
        let isPartial = words.word == "TO"
        return StatementClass(
            .transactionControl, .transaction(isPartial ? .rollbackToSavepoint : .rollback(chained: false)))
    case "SAVEPOINT": return StatementClass(.transactionControl, .transaction(.savepoint))
    case "RELEASE": return StatementClass(.transactionControl, .transaction(.releaseSavepoint))
    case "VACUUM": return StatementClass(.utility, isTransactional: false)
    case "PRAGMA": return pragma(words)
    default: return StatementClass(.utility)
    }
}

private func alter(_ statement: StatementWords) -> StatementClass {
    var words = statement
    guard words.take("TABLE") else { return StatementClass(.definition) }
    let table = words.takeName()
    return StatementClass(.definition, words.take("RENAME", "TO") ? .renamesTable(table) : .ordinary)
}

private func pragma(_ statement: StatementWords) -> StatementClass {
    var words = statement
    guard let name = words.takeName() else { return StatementClass(.utility) }
    let value: String? = words.take(symbol: "=") || words.take(symbol: "(") ? words.takeValue() : nil
    switch name.name.lowercased() {
    case "foreign_keys":
        // Without effect inside a transaction.
        let action = StatementAction.foreignKeysPragma(schema: name.schema, enforced: value.map(isTrue))
        return StatementClass(.utility, action, isTransactional: value == nil)
    case "journal_mode", "synchronous", "temp_store", "temp_store_directory":
        // Asking is harmless; setting fails or is ignored.
        return StatementClass(.utility, isTransactional: value == nil)
    case "wal_checkpoint":
        return StatementClass(.utility, isTransactional: false)
    default:
        var result = StatementClass(.utility)
        result.setting = .session
        return result
    }
}

/// `sqlite3GetBoolean`: a number in a byte that is not zero, and three words. Everything else, `-1` too, is off.
private func isTrue(_ value: String) -> Bool {
    let digits = (value.hasPrefix("+") ? value.dropFirst() : value[...]).prefix { ("0"..."9").contains($0) }
    if let number = Int(digits) { return number & 0xFF != 0 }
    return ["on", "yes", "true"].contains(value)
}
