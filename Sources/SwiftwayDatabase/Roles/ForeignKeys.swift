/// Foreign keys that can be left unchecked for a while (SQLite).
package protocol ForeignKeys: AnyObject {
    /// Whether the session checks foreign keys now, where that can be switched (SQLite); elsewhere `true`.
    var enforcesForeignKeys: Bool { get }
    /// Switches the checks; to be called outside a transaction, where SQLite ignores the switch. Nothing happens
    /// where foreign keys are always checked.
    /// - Throws: when a transaction is open and the switch would change something.
    func setForeignKeyEnforcement(_ enforces: Bool) throws(DatabaseError)
    /// Whether the open transaction could not be committed now because of foreign keys whose check was put off.
    var hasUnresolvedForeignKeys: Bool { get }
    /// The rows that violate a foreign key now; empty where the database never lets one in.
    func foreignKeyViolations() throws(DatabaseError) -> [ForeignKeyViolation]
}
