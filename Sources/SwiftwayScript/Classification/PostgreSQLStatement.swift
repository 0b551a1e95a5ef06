// What a PostgreSQL statement is, by the order of words that gram.y allows. What must not run inside a transaction is
// what calls PreventInTransactionBlock in the server's source.

func postgreSQLClass(of statement: StatementWords, serverVersion: Int?) -> StatementClass {
    var words = statement
    while words.take(symbol: "(") {}
    let verb = words.word
    words.advance()
    switch verb {
    case "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE": return StatementClass(.manipulation)
    case "CREATE": return create(words)
    case "ALTER": return alter(words, serverVersion: serverVersion)
    case "DROP": return drop(words)
    case "SELECT": return select(words)
    case "WITH":
        words.skipCommonTableExpressions()
        switch words.word {
        case "INSERT", "UPDATE", "DELETE", "MERGE": return StatementClass(.manipulation)
        case "SELECT":
            words.advance()
            return select(words)
        default: return StatementClass(.query)
        }
    case "VALUES", "TABLE": return StatementClass(.query)
    case "COPY": return copy(words)
    case "COMMENT", "GRANT", "REVOKE", "SECURITY", "IMPORT", "REASSIGN": return StatementClass(.definition)
    case "BEGIN", "START": return StatementClass(.transactionControl, .transaction(.begin))
    case "COMMIT", "END": return commit(words)
    case "ROLLBACK", "ABORT": return rollback(words)
    case "SAVEPOINT": return StatementClass(.transactionControl, .transaction(.savepoint))
    case "RELEASE": return StatementClass(.transactionControl, .transaction(.releaseSavepoint))
    case "PREPARE" where words.word == "TRANSACTION":
        return StatementClass(.transactionControl, .transaction(.prepare))
    case "SET": return set(words)
    case "RESET": return reset(words)
    case "REINDEX": return reindex(words)
    case "VACUUM": return StatementClass(.utility, isTransactional: false)
    case "CLUSTER": return cluster(words)
    case "DISCARD": return discard(words)
    default: return StatementClass(.utility)
    }
}

// MARK: Queries and settings

/// `SELECT … INTO` creates a table; `set_config` is `SET` in other words.
private func select(_ statement: StatementWords) -> StatementClass {
    var words = statement
    if words.take("PG_CATALOG") { _ = words.take(symbol: ".") }
    if words.take("SET_CONFIG"), words.take(symbol: "(") {
        var result = StatementClass(.query)
        let setting = words.takeValue()
        if words.take(symbol: ",") { result.apply(setting: setting, value: words.takeValue()) }
        // Behind the call more may stand, which does something else.
        if words.take(symbol: ","), case let isLocal = words.takeValue(), words.take(symbol: ")"), words.next == nil {
            result.setting = isFalse(isLocal) ? .session : .transaction
        }
        return result
    }
    words = statement
    // INTO stands between the list of columns and whatever comes behind it.
    let endsList = words.skip { word in
        switch word {
        case "INTO", "FROM", "WHERE", "GROUP", "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT": true
        default: false
        }
    }
    return StatementClass(endsList && words.word == "INTO" ? .definition : .query)
}

private func set(_ statement: StatementWords) -> StatementClass {
    var characteristics = StatementClass(.transactionControl, .transaction(.setCharacteristics))
    var words = statement
    var scope = SettingScope.session
    switch words.word {
    case "CONSTRAINTS": return characteristics
    case "SESSION": words.advance()
    case "LOCAL":
        words.advance()
        scope = .transaction
    default: break
    }
    if words.word == "TRANSACTION" { return characteristics }
    if words.word == "CHARACTERISTICS" {
        characteristics.setting = .session
        return characteristics
    }
    var result = StatementClass(.utility)
    result.setting = scope
    let setting = words.takeValue()
    guard words.take(symbol: "=") || words.take("TO") else { return result }
    result.apply(setting: setting, value: words.takeValue())
    return result
}

private func reset(_ statement: StatementWords) -> StatementClass {
    var words = statement
    var result = StatementClass(.utility)
    result.setting = .session
    let setting = words.takeValue()
    if setting == "all" || setting == "standard_conforming_strings" { result.plainStringsEscape = false }
    return result
}

private func discard(_ words: StatementWords) -> StatementClass {
    guard words.word == "ALL" else { return StatementClass(.utility) }
    var result = StatementClass(.utility, isTransactional: false)
    result.plainStringsEscape = false
    return result
}

extension StatementClass {
    fileprivate mutating func apply(setting: String, value: String) {
        switch setting {
        case "lock_timeout": action = .setsLockTimeout
        case "standard_conforming_strings": plainStringsEscape = isFalse(value)
        default: break
        }
    }
}

/// `parse_bool` of the server: any beginning of `false` or `no`, `of`, `off`, `0`.
private func isFalse(_ value: String) -> Bool {
    guard !value.isEmpty else { return false }
    return "false".hasPrefix(value) || "no".hasPrefix(value) || ["of", "off", "0"].contains(value)
}

// MARK: COPY

private func copy(_ statement: StatementWords) -> StatementClass {
    var words = statement
    let hasTarget = words.skip { $0 == "FROM" || $0 == "TO" }
    if hasTarget { words.advance() }
    return StatementClass(.copy, hasTarget && words.word == "PROGRAM" ? .runsProgram : .ordinary)
}

// MARK: Transactions

private func commit(_ statement: StatementWords) -> StatementClass {
    var words = statement
    if words.word == "PREPARED" {
        return StatementClass(.transactionControl, .transaction(.commitPrepared), isTransactional: false)
    }
    words.skipWork()
    return StatementClass(.transactionControl, .transaction(.commit(chained: words.take("AND", "CHAIN"))))
}

private func rollback(_ statement: StatementWords) -> StatementClass {
    var words = statement
    if words.word == "PREPARED" {
        return StatementClass(.transactionControl, .transaction(.rollbackPrepared), isTransactional: false)
    }
    words.skipWork()
    if words.word == "TO" { return StatementClass(.transactionControl, .transaction(.rollbackToSavepoint)) }
    return StatementClass(.transactionControl, .transaction(.rollback(chained: words.take("AND", "CHAIN"))))
}

extension StatementWords {
    fileprivate mutating func skipWork() {
        if word == "WORK" || word == "TRANSACTION" { advance() }
    }
}

// MARK: CREATE, ALTER, DROP

private func create(_ statement: StatementWords) -> StatementClass {
    var words = statement
    switch words.word {
    case "DATABASE", "TABLESPACE", "SUBSCRIPTION":
        return StatementClass(.definition, isTransactional: false)
    case "UNIQUE", "INDEX":
        _ = words.take("UNIQUE")
        guard words.take("INDEX", "CONCURRENTLY") else { return StatementClass(.definition) }
        let ifNotExists = words.take("IF", "NOT", "EXISTS")
        let index = words.word == "ON" ? nil : words.takeName()?.name
        _ = words.take("ON")
        _ = words.take("ONLY")
        let operation = ConcurrentOperation.createIndex(
            index: index, table: words.takeName(), ifNotExists: ifNotExists)
        return StatementClass(.definition, .concurrently(operation), isTransactional: false)
    default:
        return StatementClass(.definition)
    }
}

private func drop(_ statement: StatementWords) -> StatementClass {
    var words = statement
    switch words.word {
    case "DATABASE", "TABLESPACE", "SUBSCRIPTION":
        return StatementClass(.definition, isTransactional: false)
    case "INDEX":
        guard words.take("INDEX", "CONCURRENTLY") else { return StatementClass(.definition) }
        _ = words.take("IF", "EXISTS")
        var indexes: [ObjectName] = []
        repeat {
            if let name = words.takeName() { indexes.append(name) }
        } while words.take(symbol: ",")
        return StatementClass(.definition, .concurrently(.dropIndex(indexes)), isTransactional: false)
    default:
        return StatementClass(.definition)
    }
}

private func alter(_ statement: StatementWords, serverVersion: Int?) -> StatementClass {
    var words = statement
    let object = words.word
    words.advance()
    switch object {
    case "SYSTEM":
        return StatementClass(.definition, isTransactional: false)
    case "DATABASE":
        _ = words.takeName()
        return StatementClass(.definition, isTransactional: !words.take("SET", "TABLESPACE"))
    case "SUBSCRIPTION":
        _ = words.takeName()
        return StatementClass(.definition, isTransactional: !refreshes(&words))
    case "TYPE":
        let type = words.takeName()
        guard words.take("ADD", "VALUE") else { return StatementClass(.definition) }
        return StatementClass(
            .definition, .addsEnumValue(type: type), isTransactional: serverVersion.runsAddValueInTransaction)
    case "TABLE":
        return alterTable(words)
    default:
        return StatementClass(.definition)
    }
}

private func alterTable(_ statement: StatementWords) -> StatementClass {
    var words = statement
    _ = words.take("IF", "EXISTS")
    _ = words.take("ONLY")
    let start = words
    words.skipName()
    _ = words.take(symbol: "*")
    guard words.take("DETACH", "PARTITION") else { return StatementClass(.definition) }
    let partition = words.takeName()
    guard words.word == "CONCURRENTLY" else { return StatementClass(.definition) }
    var table = start
    let operation = ConcurrentOperation.detachPartition(partition, from: table.takeName())
    return StatementClass(.definition, .concurrently(operation), isTransactional: false)
}

/// `ALTER SUBSCRIPTION`: what talks to the publisher cannot be taken back. `SET`, `ADD` and `DROP PUBLICATION` do so
/// unless they are told not to.
private func refreshes(_ words: inout StatementWords) -> Bool {
    switch words.word {
    case "REFRESH": return true
    case "SET", "ADD", "DROP": words.advance()
    default: return false
    }
    if words.take("PUBLICATION") {
        guard words.skip(to: { $0 == "WITH" }) else { return true }
        words.advance()
        return !words.takeOptions().contains { $0.name == "refresh" && isOff($0.value) }
    }
    return words.takeOptions().contains { option in
        option.name == "failover" || option.name == "two_phase" && isOff(option.value)
    }
}

// MARK: Maintenance

private func reindex(_ statement: StatementWords) -> StatementClass {
    var words = statement
    let options = words.takeOptions()
    _ = words.take("VERBOSE")
    let target: ReindexTarget
    switch words.word {
    case "INDEX": target = .index
    case "TABLE": target = .table
    case "SCHEMA": target = .schema
    case "DATABASE": target = .database
    case "SYSTEM": target = .system
    default: return StatementClass(.utility)
    }
    words.advance()
    let isConcurrent =
        words.take("CONCURRENTLY") || options.contains { $0.name == "concurrently" && !isOff($0.value) }
    let name = words.takeName()
    if isConcurrent {
        return StatementClass(.utility, .concurrently(.reindex(target, name)), isTransactional: false)
    }
    switch target {
    case .index, .table: return StatementClass(.utility)
    case .schema, .database, .system: return StatementClass(.utility, isTransactional: false)
    }
}

/// Without a table it commits after each table of the database.
private func cluster(_ statement: StatementWords) -> StatementClass {
    var words = statement
    _ = words.takeOptions()
    _ = words.take("VERBOSE")
    return StatementClass(.utility, isTransactional: words.next != nil)
}

/// `defGetBoolean` of the server: an option without a value is on.
private func isOff(_ value: String) -> Bool {
    ["off", "false", "0"].contains(value)
}
