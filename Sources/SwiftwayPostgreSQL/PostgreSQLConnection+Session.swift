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
        _ parameters: PostgreSQLParameters, _ signsOfLife: SignsOfLife?, _ request: ConnectionRequest
    ) throws(DatabaseError) -> SessionState {
        let look = request.historyLook
        var settings: [OwnSettings.Setting] = []
        if let role = request.role { settings.append(.init(name: "role", value: role, needsOwnSession: true)) }
        if let signsOfLife, PQhost(handle.pointer).map({ $0.pointee != CChar(UInt8(ascii: "/")) }) ?? false {
            settings += signsOfLife.settings(serverVersion: serverVersion).map {
                .init(name: $0.name, value: $0.value, needsOwnSession: true)
            }
        }
        // Whoever waits for the lock is silent for as long as that takes.
        if serverVersion >= 140_000 {
            settings.append(.init(name: "idle_session_timeout", value: "0", needsOwnSession: true))
        }
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

    private func sessionState(
        after settings: [OwnSettings.Setting], _ look: HistoryLook?
    ) throws(DatabaseError) -> SessionState {
        func expression(_ setting: OwnSettings.Setting) -> String {
            "pg_catalog.set_config(\(literal(setting.name)), \(literal(setting.value)), false)"
        }
        // Behind a pooler these would stay with somebody else's session, where nobody but us would take them back.
        let ownSession = settings.filter(\.needsOwnSession).map(expression)
        let condition = "WHERE pg_catalog.pg_backend_pid() = \(PQbackendPID(handle.pointer))"
        let commands =
            (ownSession.isEmpty ? [] : ["SELECT \(ownSession.joined(separator: ", ")) \(condition);\n"])
            + settings.filter { !$0.needsOwnSession }.map { "SELECT \(expression($0));\n" }
        let row = try answer(
            to: """
                current_user, session_user, pg_catalog.current_schema(),
                    pg_catalog.current_setting('search_path'),
                    pg_catalog.current_database(), pg_catalog.pg_backend_pid(),
                    'on' IN (pg_catalog.current_setting('transaction_read_only'),
                        pg_catalog.current_setting('default_transaction_read_only'))
                """, after: commands.joined(), look: look)
        guard row.count >= 7 else {
            throw DatabaseError(message: "the server did not say what the session is like")
        }
        let processID = row[5].flatMap { Int($0) } ?? 0
        let isOwnSession = processID == Int(PQbackendPID(handle.pointer))
        return SessionState(
            roles: Roles(session: row[1] ?? "", current: row[0] ?? ""), schema: row[2],
            searchPath: SearchPath(text: row[3] ?? ""),
            own: OwnSettings(
                values: settings.filter {
                    !["search_path", "role"].contains($0.name) && (isOwnSession || !$0.needsOwnSession)
                }), database: row[4],
            processID: processID, isReadOnly: row[6] == "t",
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
        // Behind a pooler only a transaction has a session for itself.
        guard isInTransaction || !isBehindPooler else { return }
        var statements = neededReset(defaultSchema: schema)
        guard !statements.isEmpty else { return }
        let path = session.searchPath.preceded(by: schema)
        if isInTransaction, let options { statements += localStatements(options) }
        let rows = try run(statements.joined(separator: ";\n")).last { !$0.rows.isEmpty }?.rows
        let isComplete = rows?.first?.last == path.text
        lastReset = isComplete && !isBehindPooler ? .defaultSchema(schema) : nil
    }

    /// Nothing where nothing has run since the last reset.
    private func neededReset(defaultSchema schema: String?) -> [String] {
        switch lastReset {
        case .defaultSchema(schema): return []
        case .untouched where session.searchPath.preceded(by: schema) == session.searchPath: return []
        default: break
        }
        let statements = resetStatements(defaultSchema: schema, inTransaction: isInTransaction)
        // Ours are those of a pipeline alone, and gone with it.
        return session.own.areAdopted || isBehindPooler ? statements : ["DEALLOCATE ALL"] + statements
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
        let all = neededReset(defaultSchema: schema) + statements + ["SELECT \(fingerprint)"]
        let rows = try run(all.joined(separator: ";\n")).last?.rows
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
        if let knownOptions { return knownOptions }
        let row = try run(
            "SELECT " + Self.optionNames.map { "pg_catalog.current_setting(\(literal($0)))" }.joined(separator: ", ")
        ).last?.rows.first
        return Self.options((row ?? [])[...])
    }

    static let optionNames = ["lock_timeout", "statement_timeout", "synchronous_commit"]

    static func options(_ values: ArraySlice<String?>) -> [String: String] {
        Dictionary(zip(optionNames, values.map { $0 ?? "" }), uniquingKeysWith: { first, _ in first })
    }

    package func restoreStatements(_ settings: [String: String]) -> [String] {
        settings.sorted { $0.key < $1.key }.map { "SET \($0.key) = \(literal($0.value))" }
    }

    /// `SHOW` and `SET`: a query would leave a snapshot in the transaction.
    package func suspendIdleLimits() throws(DatabaseError) -> [String] {
        // Behind a pooler only a transaction has a session for itself.
        guard isInTransaction || !isBehindPooler, PQtransactionStatus(handle.pointer) != PQTRANS_INERROR else {
            return []
        }
        let scope = isInTransaction ? "LOCAL " : ""
        let names = ["idle_in_transaction_session_timeout"] + (serverVersion >= 140_000 ? ["idle_session_timeout"] : [])
        let values = try run(names.map { "SHOW \($0)" }.joined(separator: ";")).map { $0.rows.first?.first ?? nil }
        try run(names.map { "SET \(scope)\($0) = 0" }.joined(separator: ";"))
        return zip(names, values).map { name, value in "SET \(scope)\(name) = \(literal(value ?? "0"))" }
    }

    // MARK: Foreign keys

    package var enforcesForeignKeys: Bool { true }

    package func setForeignKeyEnforcement(_ enforces: Bool) throws(DatabaseError) {}

    package var hasUnresolvedForeignKeys: Bool { false }

    package func foreignKeyViolations() throws(DatabaseError) -> [ForeignKeyViolation] { [] }
}

/// `text` as a literal of this server, whatever `standard_conforming_strings` says.
func literal(_ text: String) -> String {
    guard text.contains("\\") else { return quoted(literal: text) }
    return "E"
        + quoted(literal: text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\"))
}

/// `text` as a literal of type `name`, cut to the length of names as the server cuts them.
func name(_ text: String) -> String { "\(literal(text))::pg_catalog.name" }
