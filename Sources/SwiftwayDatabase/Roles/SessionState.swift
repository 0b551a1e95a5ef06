/// What a script finds in its session, and what it leaves there.
package protocol SessionState: AnyObject {
    /// The session's settings that ``TransactionOptions`` are about, by the database's own names, with their values as
    /// the owner of the session has set them; empty where the database knows none.
    func optionSettings() throws(DatabaseError) -> [String: String]
    /// Statements that give settings the values that ``optionSettings()`` has told.
    func restoreStatements(_ settings: [String: String]) -> [String]
    /// Where names without a schema are looked up first; `nil` where that cannot be told (empty search path).
    var currentSchema: String? { get }
    /// Whether a backslash escapes in plain strings, in the session that ``resetSession(defaultSchema:keeping:)`` goes
    /// back to: PostgreSQL's `standard_conforming_strings` is off.
    var plainStringsEscape: Bool { get }
    /// Undoes what a script may have done to the session, so that the next one finds it as it would in a run of its own:
    /// role, settings, temporary tables. Puts `schema`, if it is not `nil`, at the head of the search path.
    /// - Parameter options: Those of the open transaction, which go on to hold in it; `nil` where none is open.
    func resetSession(defaultSchema schema: String?, keeping options: TransactionOptions?) throws(DatabaseError)
    /// What a script's session begins with behind a reset, where scripts work as somebody else than who keeps the history.
    var scriptStatements: [String] { get }
    /// Takes the session as it is now for the state that ``resetSession(defaultSchema:keeping:)`` goes back to. To be
    /// called after the user's own statements for a new connection (`initSql`, `afterConnect`).
    func adoptSession() throws(DatabaseError)

    /// Keeps the database from ending the session, and with it the open transaction, for being silent while something
    /// else works.
    /// - Returns: Statements that set the limits as they were.
    func suspendIdleLimits() throws(DatabaseError) -> [String]
}

extension SessionState {
    package func suspendIdleLimits() throws(DatabaseError) -> [String] { [] }

    package var scriptStatements: [String] { [] }

    package func resetSession(defaultSchema schema: String?) throws(DatabaseError) {
        try resetSession(defaultSchema: schema, keeping: nil)
    }
}

extension SessionState where Self: Statements {
    /// Makes the session, which was reset, a script's.
    package func enterScript() throws(DatabaseError) {
        guard !scriptStatements.isEmpty else { return }
        _ = try execute(scriptStatements.joined(separator: ";\n"))
    }
}

extension SessionState where Self: Statements & Pipelining {
    /// Runs ``leaveStatements(defaultSchema:)``.
    package func leaveSession(defaultSchema schema: String?) throws(DatabaseError) {
        for sql in leaveStatements(defaultSchema: schema) { _ = try query(sql, []) }
    }
}
