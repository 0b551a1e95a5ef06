import SwiftwayCore
import SwiftwayDatabase

/// Foreign keys that are not enforced while migrations run, and checked before those are committed (SQLite).
struct ForeignKeyCheck {
    private let session: Session
    private let before: Set<ForeignKeyViolation>

    /// Switches them off, outside a transaction, and remembers what is violated already.
    init(_ session: Session) throws(MigrationError) {
        self.session = session
        try Self.setForeignKeys(false, session)
        do {
            before = try Self.violations(session)
        } catch {
            try? Self.setForeignKeys(true, session)
            throw error
        }
    }

    /// - Throws: ``MigrationError`` for a violation that was not there before.
    func verify(_ migration: PreparedMigration) throws(MigrationError) {
        let new = try Self.violations(session).subtracting(before)
        guard let first = new.first else { return }
        throw MigrationError(
            code: migration.failureCode,
            message: "\(migration.migration.file.displayPath) leaves \(new.count) "
                + "violation\(new.count == 1 ? "" : "s") of foreign keys, for example: \(first)")
    }

    /// Switches them on again.
    func end() { try? Self.setForeignKeys(true, session) }

    private static func setForeignKeys(_ enforced: Bool, _ session: Session) throws(MigrationError) {
        try session.ask("Unable to switch foreign keys") { connection throws(DatabaseError) in
            try connection.setForeignKeyEnforcement(enforced)
        }
    }

    private static func violations(_ session: Session) throws(MigrationError) -> Set<ForeignKeyViolation> {
        try session.ask("Unable to check foreign keys") { connection throws(DatabaseError) in
            Set(try connection.foreignKeyViolations())
        }
    }
}
