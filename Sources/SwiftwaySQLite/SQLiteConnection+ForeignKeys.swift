internal import CSQLite
package import SwiftwayDatabase

extension SQLiteConnection {
    package var enforcesForeignKeys: Bool {
        // Asked for every script: the pragma, which would be compiled each time, says the same. If this ever failed,
        // switching would fail too and say why.
        swiftway_checks_foreign_keys(handle.pointer) == 1
    }

    package func setForeignKeyEnforcement(_ enforces: Bool) throws(DatabaseError) {
        guard enforcesForeignKeys != enforces else { return }
        // "This pragma is a no-op within a transaction": https://sqlite.org/pragma.html#pragma_foreign_keys
        guard !isInTransaction else {
            throw DatabaseError(message: "the checks of foreign keys cannot be switched inside a transaction")
        }
        _ = try run("PRAGMA foreign_keys = \(enforces ? "ON" : "OFF")")
    }

    package var hasUnresolvedForeignKeys: Bool {
        var count: Int32 = 0
        var highest: Int32 = 0
        // Zero "if and only if all foreign key constraints (deferred or immediate) have been resolved":
        // https://sqlite.org/c3ref/c_dbstatus_options.html
        let code = sqlite3_db_status(handle.pointer, SQLITE_DBSTATUS_DEFERRED_FKS, &count, &highest, 0)
        return code == SQLITE_OK && count != 0
    }

    package func foreignKeyViolations() throws(DatabaseError) -> [ForeignKeyViolation] {
        try query("PRAGMA foreign_key_check", []).compactMap { row in
            guard row.count == 4, let table = row[0], let referenced = row[2] else { return nil }
            return ForeignKeyViolation(
                table: table, rowID: row[1].flatMap { Int64($0) }, referencedTable: referenced,
                foreignKey: row[3].flatMap { Int($0) } ?? 0)
        }
    }
}
