internal import CLibPQ
package import SwiftwayDatabase

/// What a session was like before any script ran.
struct SessionState: Equatable {
    /// `session_user`, which `SET SESSION AUTHORIZATION` changes, and `current_user`, the role whose rights count.
    var roles = Roles(session: "", current: "")
    var schema: String?
    var searchPath = SearchPath(text: "")
    var own = OwnSettings()
    var database: String?
    /// The server's process, as it says itself.
    var processID = 0
    var isReadOnly = false
    var plainStringsEscape = false
    /// As whom scripts work, where that is somebody else.
    var scriptRole: String?
}

/// As whom a session works.
struct Roles: Equatable {
    /// `session_user`.
    var session: String
    /// `current_user`.
    var current: String

    /// What makes them a session's.
    func statements(isLocal: Bool = false) -> [String] {
        let scope = isLocal ? "LOCAL " : ""
        return [
            "SET \(scope)SESSION AUTHORIZATION \(literal(session))",
            "SET \(scope)ROLE \(current == session ? "NONE" : literal(current))",
        ]
    }
}

/// What the last reset asked for.
enum SessionReset: Equatable {
    /// Nothing has run since the connection was opened.
    case untouched
    case defaultSchema(String?)
}

extension PostgreSQLConnection {
    package var plainStringsEscape: Bool { session.plainStringsEscape }

    package var currentSchema: String? {
        session.schema ?? session.searchPath.firstSchema(user: session.roles.current)
    }

    /// Sets what the address asks for and asks what the session is like: one round trip.
    ///
    /// Settings are made here and not at start-up, where PgBouncer refuses them
    /// (`unsupported startup parameter: options`).
    func openingState(
        _ parameters: PostgreSQLParameters, _ request: ConnectionRequest
    ) throws(DatabaseError) -> SessionState {
        let look = request.historyLook
        var settings: [OwnSettings.Setting] = []
        if let role = request.role { settings.append(.init(name: "role", value: role)) }
        if let path = parameters.searchPath { settings.append(.init(name: "search_path", value: path)) }
        if parameters.isReadOnly { settings.append(.init(name: "default_transaction_read_only", value: "on")) }
        // libpq has told the server PGTZ already.
        guard environment("PGTZ") == nil else { return try sessionState(after: settings, look) }
        let zone = ClientTimeZone.current
        if let name = zone.name {
            do {
                return try sessionState(after: settings + [.init(name: "TimeZone", value: name)], look)
            } catch {
                // 22023: this server's list of zones is another than this machine's.
                guard error.sqlState == "22023" else { throw error }
            }
        }
        return try sessionState(after: settings + [.init(name: "TimeZone", value: zone.offset)], look)
    }

    /// The look comes last, behind a transaction of its own: that it fails where there is no history undoes nothing.
    private func sessionState(
        after settings: [OwnSettings.Setting], _ look: HistoryLook?
    ) throws(DatabaseError) -> SessionState {
        let commands = settings.map { setting in
            // Behind a pooler it would stay with somebody else's session, where nobody but us would take it back.
            let condition =
                setting.name == "role" ? " WHERE pg_catalog.pg_backend_pid() = \(PQbackendPID(handle.pointer))" : ""
            return """
                SELECT pg_catalog.set_config(\(literal(setting.name)), \(literal(setting.value)), false)\(condition);

                """
        }
        let question = """
            SELECT current_user, session_user, pg_catalog.current_schema(),
                pg_catalog.current_setting('search_path'), pg_catalog.current_database(), pg_catalog.pg_backend_pid(),
                'on' IN (pg_catalog.current_setting('transaction_read_only'),
                    pg_catalog.current_setting('default_transaction_read_only')),
                \(look.map { $0.unlessForbidden(isPlainTable($0.relation)) } ?? "NULL")
            """
        // pgpool must not send this to a replica that lags behind.
        let text = look.map { "/*NO LOAD BALANCE*/ BEGIN;\n\(commands.joined())\(question);\nEND;\n\($0.query)" }
        let answer = attempt(text ?? commands.joined() + question)
        // What has failed is not the look, which stands behind the transaction.
        if let failure = answer.failure, look == nil || isInTransaction || !isConnected {
            try? rollback()
            throw failure
        }
        guard let row = answer.results.compactMap(\.rows.first).first(where: { $0.count == 8 }) else {
            throw DatabaseError(message: "the server did not say what the session is like")
        }
        if look != nil {
            foundHistory =
                switch row[7] {
                case "t": answer.failure == nil ? answer.results.last.map { .rows($0.rows) } : nil
                case "f": .missing
                default: nil
                }
        }
        return SessionState(
            roles: Roles(session: row[1] ?? "", current: row[0] ?? ""), schema: row[2],
            searchPath: SearchPath(text: row[3] ?? ""),
            own: OwnSettings(values: settings.filter { !["search_path", "role"].contains($0.name) }), database: row[4],
            processID: row[5].flatMap { Int($0) } ?? 0, isReadOnly: row[6] == "t",
            plainStringsEscape: PQparameterStatus(handle.pointer, "standard_conforming_strings")
                .map { String(cString: $0) == "off" } ?? false)
    }

    package func adoptSession() throws(DatabaseError) {
        let own = try run(OwnSettings.question).last?.rows ?? []
        let scriptRole = session.scriptRole
        session = try sessionState(after: [], nil)
        session.scriptRole = scriptRole
        session.own = OwnSettings(
            values: own.map { OwnSettings.Setting(name: ($0.first ?? nil) ?? "", value: ($0.last ?? nil) ?? "") },
            areAdopted: true)
        lastReset = .untouched
    }

    /// One round trip; none when nothing has run since the last reset.
    /// Behind a pooler only for the open transaction, if there is one: other clients use the server session too.
    package func resetSession(
        defaultSchema schema: String?, keeping options: TransactionOptions?
    ) throws(DatabaseError) {
        let path = session.searchPath.preceded(by: schema)
        switch lastReset {
        case .defaultSchema(schema): return
        case .untouched where path == session.searchPath: return
        default: break
        }
        // Behind a pooler only a transaction has a session for itself.
        guard isInTransaction || !isBehindPooler else { return }
        var statements = resetStatements(defaultSchema: schema, inTransaction: isInTransaction)
        // Ours are those of a pipeline alone, and gone with it.
        if !session.own.areAdopted, !isBehindPooler { statements.insert("DEALLOCATE ALL", at: 0) }
        if isInTransaction, let options { statements += localStatements(options) }
        let rows = try run(statements.joined(separator: ";\n")).last { !$0.rows.isEmpty }?.rows
        let isComplete = rows?.first?.last == path.text
        lastReset = isComplete && !isBehindPooler ? .defaultSchema(schema) : nil
    }

    package func resetStatements(defaultSchema schema: String?, inTransaction: Bool) -> [String] {
        let isLocal = isBehindPooler && inTransaction
        let path = session.searchPath.preceded(by: schema)
        // A schema that does not exist yet is left out: a script that creates it means the others until then.
        let settings =
            session.own.restoring(isLocal: isLocal) + [
                """
                pg_catalog.set_config('search_path', CASE
                    WHEN EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = \(name(schema ?? "")))
                    THEN \(literal(path.text)) ELSE \(literal(session.searchPath.text)) END, \(isLocal))
                """
            ]
        let undoing = isBehindPooler ? [] : session.own.undoing(serverVersion: serverVersion)
        return session.roles.statements(isLocal: isLocal) + undoing + ["SELECT \(settings.joined(separator: ", "))"]
    }

    /// Behind a reset, which has made the session its own role's.
    package var scriptStatements: [String] { session.scriptRole.map { ["SET ROLE \(literal($0))"] } ?? [] }

    /// Runs `body` as whom scripts work, where that is somebody else.
    func asScript<Value>(_ body: () throws(DatabaseError) -> Value) throws(DatabaseError) -> Value {
        guard !scriptStatements.isEmpty else { return try body() }
        try run(scriptStatements.joined(separator: ";\n"))
        do {
            let value = try body()
            try run(session.roles.statements().joined(separator: ";\n"))
            return value
        } catch {
            // In a transaction that has failed this fails, too, and the rollback does it.
            _ = try? run(session.roles.statements().joined(separator: ";\n"))
            throw error
        }
    }

    package func sessionCondition(
        defaultSchema schema: String?, after statements: [String]
    ) throws(DatabaseError) -> String? {
        guard !isBehindPooler else { return nil }
        let fingerprint = OwnSettings.fingerprint(serverVersion: serverVersion)
        let rows = try run((statements + ["SELECT \(fingerprint)"]).joined(separator: ";\n")).last?.rows
        guard let value = rows?.first?.first ?? nil else {
            throw DatabaseError(message: "the server did not say what the session is like")
        }
        return """
            \(fingerprint) = \(literal(value)) AND pg_catalog.current_setting('search_path') \
            = \(literal(session.searchPath.preceded(by: schema).text))
            """
    }

    package func leaveStatements(defaultSchema schema: String?) -> [String] {
        guard isBehindPooler else { return resetStatements(defaultSchema: schema, inTransaction: true) }
        return [
            "RESET ALL",
            // What it was reset to is the server's choice, and what follows is sent in UTF-8.
            "SET client_encoding TO 'UTF8'",
            "SET SESSION AUTHORIZATION DEFAULT",
            "SET ROLE NONE",
        ]
    }

    package func optionSettings() throws(DatabaseError) -> [String: String] {
        let names = ["lock_timeout", "statement_timeout", "synchronous_commit"]
        let row = try run(
            "SELECT " + names.map { "pg_catalog.current_setting(\(literal($0)))" }.joined(separator: ", ")
        ).last?.rows.first
        return Dictionary(uniqueKeysWithValues: zip(names, (row ?? []).map { $0 ?? "" }))
    }

    package func restoreStatements(_ settings: [String: String]) -> [String] {
        settings.sorted { $0.key < $1.key }.map { "SET \($0.key) = \(literal($0.value))" }
    }

    // MARK: Foreign keys

    package var enforcesForeignKeys: Bool { true }

    package func setForeignKeyEnforcement(_ enforces: Bool) throws(DatabaseError) {}

    package var hasUnresolvedForeignKeys: Bool { false }

    package func foreignKeyViolations() throws(DatabaseError) -> [ForeignKeyViolation] { [] }
}

extension HistoryLook {
    private var name: String { quoted(identifier: table) }

    /// An expression in SQL for the table, `NULL` where it is missing.
    fileprivate var relation: String {
        let schema = schema.map { literal(quoted(identifier: $0)) }
        return "pg_catalog.to_regclass(\(schema ?? "pg_catalog.quote_ident(pg_catalog.current_schema())") || "
            + "\(literal(".\(name)")))"
    }

    /// `expression` where the schema may be looked into, and else `NULL`: `initSql` or `afterConnect` may choose a role that
    /// may do so.
    fileprivate func unlessForbidden(_ expression: String) -> String {
        guard let schema else { return expression }
        return """
            CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = \(SwiftwayPostgreSQL.name(schema))
                AND NOT pg_catalog.has_schema_privilege(oid, 'USAGE')) THEN \(expression) END
            """
    }

    /// Where the schema is the session's first one, its table is the one that is found without it.
    fileprivate var query: String {
        "SELECT \(columns) FROM \(schema.map { "\(quoted(identifier: $0))." } ?? "")\(name)"
    }
}

/// `text` as a literal of this server, whatever `standard_conforming_strings` says.
func literal(_ text: String) -> String {
    guard text.contains("\\") else { return quoted(literal: text) }
    return "E"
        + quoted(literal: text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\"))
}

/// `text` as a literal of type `name`, cut to the length of names as the server cuts them.
func name(_ text: String) -> String { "\(literal(text))::pg_catalog.name" }
