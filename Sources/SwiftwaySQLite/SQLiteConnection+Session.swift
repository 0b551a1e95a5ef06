package import SwiftwayDatabase
import SwiftwayText

/// What a script may change in its connection: what is not in the file, and would be gone with a run of its own.
struct ConnectionState {
    /// Values by the names of the pragmas.
    var pragmas: [String: String] = [:]
    /// Whether `LIKE` tells letters of either case apart, which has a pragma that cannot be asked.
    var likeIsCaseSensitive = false
    /// Attached databases.
    var databases: Set<String> = []
    /// Temporary tables and views, by their names.
    var temporaries: Set<String> = []
}

extension SQLiteConnection {
    package func adoptSession() throws(DatabaseError) { ownState = nil }

    package func resetSession(
        defaultSchema schema: String?, keeping options: TransactionOptions?
    ) throws(DatabaseError) {
        guard let ownState else { return }
        try dropTemporaries(except: ownState.temporaries)
        let now = try connectionState()
        for name in Self.pragmas {
            guard let own = ownState.pragmas[name], own != now.pragmas[name] else { continue }
            try restore(name, to: own, from: now.pragmas[name] ?? "")
        }
        if now.likeIsCaseSensitive != ownState.likeIsCaseSensitive {
            _ = try run("PRAGMA case_sensitive_like = \(ownState.likeIsCaseSensitive ? 1 : 0)")
        }
        // Inside a transaction the rest has to wait.
        guard !isInTransaction else { return }
        // `temp` comes to be with the first look at it.
        for database in now.databases.subtracting(ownState.databases).subtracting(["temp"]).sorted() {
            _ = try run("DETACH \(quoted(identifier: database))")
        }
        self.ownState = nil
    }

    /// To be called before a script's statement: what the connection was like before the first of them that changes it is
    /// what everything goes back to.
    func keepState(before sql: String) throws(DatabaseError) {
        guard ownState == nil, sql.changesConnection else { return }
        ownState = try connectionState()
    }

    private func connectionState() throws(DatabaseError) -> ConnectionState {
        var state = ConnectionState()
        for name in Self.pragmas {
            // A pragma that this SQLite does not know has no value.
            if let value = try run("PRAGMA \(name)").last?.rows.first?.first ?? nil { state.pragmas[name] = value }
        }
        state.likeIsCaseSensitive = try run("SELECT 'a' LIKE 'A'").last?.rows.first?.first == "0"
        let databases = try run("PRAGMA database_list").last?.rows.compactMap { $0.count > 1 ? $0[1] : nil }
        state.databases = Set(databases ?? [])
        state.temporaries = Set(try temporaries().map(\.name))
        return state
    }

    private func restore(_ name: String, to own: String, from now: String) throws(DatabaseError) {
        switch name {
        case "foreign_keys", "synchronous", "temp_store", "locking_mode":
            // They cannot be changed inside a transaction, by a script neither.
            guard !isInTransaction else { return }
        case "journal_mode":
            // WAL belongs to the file.
            guard !isInTransaction, own != "wal", now != "wal" else { return }
        default: break
        }
        _ = try run("PRAGMA \(name) = \(own)")
    }

    private func temporaries() throws(DatabaseError) -> [(type: String, name: String)] {
        try run(
            """
            SELECT type, name FROM sqlite_temp_master
            WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite@_%' ESCAPE '@'
            """
        ).last?.rows.compactMap { row in
            guard row.count == 2, let type = row[0], let name = row[1] else { return nil }
            return (type, name)
        } ?? []
    }

    private func dropTemporaries(except kept: Set<String>) throws(DatabaseError) {
        let strangers = try temporaries().filter { !kept.contains($0.name) }
        // A table takes its triggers along.
        for type in ["trigger", "view", "table"] {
            for (_, name) in strangers.filter({ $0.type == type }) {
                _ = try run("DROP \(type) IF EXISTS temp.\(quoted(identifier: name))")
            }
        }
    }

    /// Those of the connection that a script may set and that can be asked. `defer_foreign_keys` goes with its transaction.
    /// <https://sqlite.org/pragma.html>
    private static let pragmas = [
        "analysis_limit", "automatic_index", "busy_timeout", "cache_size", "cell_size_check", "checkpoint_fullfsync",
        "foreign_keys", "full_column_names", "fullfsync", "ignore_check_constraints", "journal_mode",
        "journal_size_limit", "legacy_alter_table", "locking_mode", "max_page_count", "mmap_size", "query_only",
        "read_uncommitted", "recursive_triggers", "reverse_unordered_selects", "short_column_names", "synchronous",
        "temp_store", "threads", "trusted_schema", "wal_autocheckpoint", "writable_schema",
    ]
}

extension String {
    /// Whether it is a statement that may change its connection, told by its first word, and of `CREATE` by a second one
    /// that is in sight.
    fileprivate var changesConnection: Bool {
        var text = self[...]
        while true {
            text = text.drop { $0.isWhitespace || $0 == ";" }
            if text.hasPrefix("--") {
                text = text.drop { !$0.isNewline }
            } else if text.hasPrefix("/*") {
                guard let end = text.firstRange(ofText: "*/") else { return false }
                text = text[end.upperBound...]
            } else {
                break
            }
        }
        switch text.prefix(6).lowercased() {
        case "pragma", "attach", "detach": return true
        case "create": return text.prefix(80).lowercased().contains("temp")
        default: return false
        }
    }
}
