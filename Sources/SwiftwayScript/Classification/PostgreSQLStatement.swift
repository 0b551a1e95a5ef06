// What a PostgreSQL statement is, by the order of words that gram.y allows. What must not run inside a transaction is
// what calls PreventInTransactionBlock in the server's source.

func postgreSQLClass(of statement: StatementWords, serverVersion: Int?) -> StatementClass {
    var words = statement
    while words.take(symbol: "(") {}
    let verb = words.keyword
    words.advance()
    switch verb {
    case "SELECT": return select(words)
    case "VALUES", "TABLE": return StatementClass(.query)
    case "WITH":
        switch mainVerb(behindWith: &words) {
        case "INSERT", "UPDATE", "DELETE", "MERGE": return StatementClass(.manipulation)
        default: return StatementClass(.query)
        }
    case "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE": return StatementClass(.manipulation)
    case "COPY": return copy(words)
    case "CREATE": return create(words)
    case "ALTER": return alter(words, serverVersion: serverVersion)
    case "DROP": return drop(words)
    case "COMMENT", "GRANT", "REVOKE", "SECURITY", "IMPORT", "REASSIGN": return StatementClass(.definition)
    case "BEGIN", "START": return StatementClass(.transactionControl, .transaction(.begin))
    case "COMMIT", "END": return commit(words)
    case "ROLLBACK", "ABORT": return rollback(words)
    case "SAVEPOINT": return StatementClass(.transactionControl, .transaction(.savepoint))
    case "RELEASE": return StatementClass(.transactionControl, .transaction(.releaseSavepoint))
    case "PREPARE" where words.comes("TRANSACTION"):
        return StatementClass(.transactionControl, .transaction(.prepare))
    case "SET": return set(words)
    case "RESET": return reset(words)
    case "REINDEX": return reindex(words)
    case "VACUUM": return StatementClass(.utility, isTransactional: false)
    case "CLUSTER": return cluster(words)
    case "DISCARD":
        let all = words.comes("ALL")
        var result = StatementClass(.utility, isTransactional: !all)
        if all { result.plainStringsEscape = false }
        return result
    default: return StatementClass(.utility)
    }
}

// MARK: Queries and settings

/// `SELECT … INTO` creates a table; `set_config` is `SET` in other words.
private func select(_ statement: StatementWords) -> StatementClass {
    var words = statement
    if words.take("PG_CATALOG") { _ = words.take(symbol: ".") }
    if words.take("SET_CONFIG"), words.take(symbol: "(") {
        let setting = words.takeValue()
        guard words.take(symbol: ",") else { return StatementClass(.query) }
        var result = StatementClass(.query)
        apply(setting: setting, value: words.takeValue(), to: &result)
        return result
    }
    words = statement
    // INTO stands between the list of columns and FROM.
    guard words.skip(toAnyOf: ["INTO", "FROM", "WHERE", "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT"]) else {
        return StatementClass(.query)
    }
    return StatementClass(words.comes("INTO") ? .definition : .query)
}

private func set(_ statement: StatementWords) -> StatementClass {
    var words = statement
    if words.comes("TRANSACTION") || words.comes("CONSTRAINTS") || words.take("SESSION", "CHARACTERISTICS") {
        return StatementClass(.transactionControl, .transaction(.setCharacteristics))
    }
    _ = words.take(anyOf: ["SESSION", "LOCAL"])
    if words.comes("TRANSACTION") { return StatementClass(.transactionControl, .transaction(.setCharacteristics)) }
    var result = StatementClass(.utility)
    let setting = words.takeValue()
    guard words.take(symbol: "=") || words.take("TO") else { return result }
    apply(setting: setting, value: words.takeValue(), to: &result)
    return result
}

private func reset(_ statement: StatementWords) -> StatementClass {
    var words = statement
    var result = StatementClass(.utility)
    let setting = words.takeValue()
    if setting == "all" || setting == "standard_conforming_strings" { result.plainStringsEscape = false }
    return result
}

private func apply(setting: String, value: String, to result: inout StatementClass) {
    switch setting {
    case "lock_timeout": result.action = .setsLockTimeout
    case "standard_conforming_strings": result.plainStringsEscape = isFalse(value)
    default: break
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
    guard words.skip(toAnyOf: ["FROM", "TO"]) else { return StatementClass(.copy) }
    words.advance()
    return StatementClass(.copy, words.comes("PROGRAM") ? .runsProgram : .ordinary)
}

// MARK: Transactions

private func commit(_ statement: StatementWords) -> StatementClass {
    var words = statement
    if words.comes("PREPARED") {
        return StatementClass(.transactionControl, .transaction(.commitPrepared), isTransactional: false)
    }
    return StatementClass(.transactionControl, .transaction(.commit(chained: isChained(&words))))
}

private func rollback(_ statement: StatementWords) -> StatementClass {
    var words = statement
    if words.comes("PREPARED") {
        return StatementClass(.transactionControl, .transaction(.rollbackPrepared), isTransactional: false)
    }
    _ = words.take(anyOf: ["WORK", "TRANSACTION"])
    if words.comes("TO") { return StatementClass(.transactionControl, .transaction(.rollbackToSavepoint)) }
    return StatementClass(.transactionControl, .transaction(.rollback(chained: isChained(&words))))
}

private func isChained(_ words: inout StatementWords) -> Bool {
    _ = words.take(anyOf: ["WORK", "TRANSACTION"])
    return words.take("AND", "CHAIN")
}

// MARK: CREATE, ALTER, DROP

private func create(_ statement: StatementWords) -> StatementClass {
    var words = statement
    switch words.keyword {
    case "DATABASE", "TABLESPACE", "SUBSCRIPTION":
        return StatementClass(.definition, isTransactional: false)
    case "UNIQUE", "INDEX":
        _ = words.take("UNIQUE")
        guard words.take("INDEX", "CONCURRENTLY") else { return StatementClass(.definition) }
        let ifNotExists = words.take("IF", "NOT", "EXISTS")
        let index = words.comes("ON") ? nil : words.takeName()?.name
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
    switch words.keyword {
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
    switch words.take(anyOf: ["SYSTEM", "DATABASE", "SUBSCRIPTION", "TYPE", "TABLE"]) {
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
        let isOld = serverVersion.map { $0 < 120_000 } ?? true
        return StatementClass(.definition, .addsEnumValue(type: type), isTransactional: !isOld)
    case "TABLE":
        _ = words.take("IF", "EXISTS")
        _ = words.take("ONLY")
        let table = words.takeName()
        _ = words.take(symbol: "*")
        guard words.take("DETACH", "PARTITION") else { return StatementClass(.definition) }
        let partition = words.takeName()
        guard words.comes("CONCURRENTLY") else { return StatementClass(.definition) }
        return StatementClass(
            .definition, .concurrently(.detachPartition(partition, from: table)), isTransactional: false)
    default:
        return StatementClass(.definition)
    }
}

/// `ALTER SUBSCRIPTION`: what talks to the publisher cannot be taken back. `SET`, `ADD` and `DROP PUBLICATION` do so
/// unless they are told not to.
private func refreshes(_ words: inout StatementWords) -> Bool {
    if words.take("REFRESH") { return true }
    let isChange = !words.take(anyOf: ["SET", "ADD", "DROP"]).isEmpty
    if isChange, words.take("PUBLICATION") {
        guard words.skip(toAnyOf: ["WITH"]) else { return true }
        words.advance()
        return !(words.takeParentheses() ?? []).containsOption("REFRESH", isOn: false)
    }
    if isChange, words.comes(symbol: "(") {
        let options = words.takeParentheses() ?? []
        return options.contains("FAILOVER") || options.containsOption("TWO_PHASE", isOn: false)
    }
    return false
}

// MARK: Maintenance

private func reindex(_ statement: StatementWords) -> StatementClass {
    var words = statement
    let options = words.takeParentheses() ?? []
    _ = words.take("VERBOSE")
    guard let target = ReindexTarget(rawValue: words.take(anyOf: ["INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM"]))
    else { return StatementClass(.utility) }
    let isConcurrent = words.take("CONCURRENTLY") || options.containsOption("CONCURRENTLY", isOn: true)
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
    _ = words.takeParentheses()
    _ = words.take("VERBOSE")
    return StatementClass(.utility, isTransactional: words.next != nil)
}

extension [String] {
    /// Whether a list of options like `VERBOSE, CONCURRENTLY OFF` turns one on or off. Without a value it is on.
    fileprivate func containsOption(_ option: String, isOn: Bool) -> Bool {
        for entry in split(separator: ",") where entry.first == option {
            let value = entry.dropFirst().first { $0 != "=" } ?? "ON"
            return (value == "OFF" || value == "FALSE" || value == "0") != isOn
        }
        return false
    }
}
