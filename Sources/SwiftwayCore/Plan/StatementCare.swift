package import SwiftwayScript

/// What has to be known of a statement that runs without the transaction of its migration.
extension ScriptStatement {
    /// Whether it can be run in a transaction of its own, together with the note that it is done. Procedures and `DO`
    /// may end transactions themselves and cannot.
    package var canShareTransactionWithNote: Bool {
        guard isTransactional else { return false }
        switch action {
        case .ordinary, .addsEnumValue, .dropsTable, .renamesTable: break
        case .transaction, .concurrently, .setsLockTimeout, .runsProgram, .foreignKeysPragma: return false
        }
        switch kind {
        case .definition, .manipulation, .query, .copy: return true
        case .transactionControl, .utility: return false
        }
    }

    /// Whether later statements rely on it in their session: it is run again where they go on in another one.
    package func setsSession(_ dialect: ScriptDialect) -> Bool {
        if action == .setsLockTimeout { return true }
        guard kind == .utility || kind == .query else { return false }
        let words = leadingWords(atMost: 4, dialect: dialect).map { $0.text.uppercased() }
        switch words.first {
        case "SET", "RESET", "LOAD", "PRAGMA", "ATTACH": return true
        case "SELECT": return words.contains("SET_CONFIG")
        default: return false
        }
    }

    /// Whether running it a second time does what running it once does.
    package func isRepeatable(_ dialect: ScriptDialect) -> Bool {
        if setsSession(dialect) { return true }
        let words = leadingWords(atMost: 2, dialect: dialect).map { $0.text.uppercased() }
        switch words.first {
        case "VACUUM", "ANALYZE", "ANALYSE", "REINDEX", "CLUSTER", "CHECKPOINT", "DISCARD", "REFRESH", "LISTEN",
            "UNLISTEN", "NOTIFY", "SHOW", "LOCK", "DETACH":
            return true
        case "ALTER": return words.last == "SYSTEM"
        default: return kind == .query || kind == .transactionControl
        }
    }

    /// Whether it can be taken back: by a rollback of the transaction that it runs in.
    package var canBeRolledBack: Bool {
        switch action {
        case .transaction(let control): !control.endsTransaction
        case .runsProgram: false
        default: !sql.mentions("dblink")
        }
    }

    /// Whether it can be sent without waiting for the answers to those before it.
    package var canBePipelined: Bool {
        // Its data comes or goes between statement and answer: `COPY … FROM STDIN`, `COPY … TO STDOUT`.
        if readsCopyData || kind == .copy { return false }
        switch action {
        // What they end is ours to end.
        case .transaction(let control): if control != .setCharacteristics { return false }
        default: break
        }
        // It changes how the server reads what was sent behind it.
        guard kind == .utility || kind == .query else { return true }
        if sql.mentions("client_encoding") { return false }
        guard kind == .utility else { return true }
        let words = leadingWords(atMost: 2, dialect: .postgreSQL).map { $0.text.uppercased() }
        // The engine has prepared statements of its own, which cannot be told from the script's when those are dropped.
        return words.last != "NAMES" && words.first != "DEALLOCATE" && words.first != "PREPARE"
    }

    /// Whether it is of a kind that does not change the session it runs in, as settings and temporary tables do.
    package var leavesSession: Bool {
        switch kind {
        case .definition, .manipulation: !sql.mentions("set_config") && !sql.mentions("temp")
        case .query, .copy, .transactionControl, .utility: false
        }
    }

    /// Of SQLite's `ALTER TABLE … RENAME TO …`: the name behind `TO`, without quotes.
    var newTableName: String? {
        let blanks = sql.split { $0.isWhitespace }
        guard let last = blanks.last, blanks.count > 2, blanks[blanks.count - 2].uppercased() == "TO" else {
            return nil
        }
        return String(last.drop { "\"`['".contains($0) }.prefix { !"\"`]'".contains($0) })
    }

    /// Whether it may stand in a savepoint beside other migrations, and nothing of it is left outside: SQLite's
    /// pragmas, `ATTACH` and the like belong to the connection.
    package var fitsSavepoint: Bool {
        guard isTransactional, action != .runsProgram else { return false }
        switch kind {
        case .definition, .manipulation, .query: return true
        case .copy, .transactionControl, .utility: return false
        }
    }
}

extension String {
    /// Whether `word`, which is written in small letters, stands anywhere in this text, in any case.
    fileprivate func mentions(_ word: StaticString) -> Bool {
        var text = self
        return text.withUTF8 { text in
            let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
            guard let first = word.first, text.count >= word.count else { return false }
            return (0...text.count - word.count).contains { start in
                text[start] | 0x20 == first | 0x20
                    && word.indices.allSatisfy { text[start + $0] | 0x20 == word[$0] | 0x20 }
            }
        }
    }
}
