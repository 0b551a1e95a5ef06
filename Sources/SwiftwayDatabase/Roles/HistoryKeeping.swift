/// Keeps the schema history and the note beside it.
package protocol HistoryKeeping: AnyObject {
    /// Gives once what the look that ``ConnectionRequest/historyLook`` asked for has found; `nil` where none was taken,
    /// nobody can tell, or a script has run since.
    func takeFoundHistory() -> FoundHistory?
    /// Whether there is a plain table (no view) of that name.
    func tableExists(_ table: QualifiedName) throws(DatabaseError) -> Bool

    /// The statements that create the history table exactly as Flyway does, in two parts: the baseline row,
    /// if there is one, is inserted between them.
    func historyTableStatements(_ table: QualifiedName, tablespace: String?) -> (table: [String], indexes: [String])

    /// A text that is kept with the history table, and changes with the transaction around it; `nil` where there is
    /// none. Flyway never sees it.
    func note(on table: QualifiedName) throws(DatabaseError) -> String?
    /// Keeps another text, or none; as the session's own role, whatever role a script has taken.
    func setNote(_ text: String?, on table: QualifiedName) throws(DatabaseError)
}

extension HistoryKeeping {
    package func takeFoundHistory() -> FoundHistory? { nil }
}
