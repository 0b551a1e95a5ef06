package import SwiftwayDatabase

/// The note lives in the comment of the history table's primary key: it changes with transactions, Flyway does not look
/// at it, tools that compare schemas see no table of ours, and who looks at the table with `\d+` finds it.
extension PostgreSQLConnection {
    package func note(on table: QualifiedName) throws(DatabaseError) -> String? {
        try primaryKey(of: table)?.comment
    }

    package func setNote(_ text: String?, on table: QualifiedName) throws(DatabaseError) {
        guard let key = try primaryKey(of: table) else {
            throw DatabaseError(message: "\(table) has no primary key")
        }
        let comment =
            "COMMENT ON CONSTRAINT \(quoted(identifier: key.name)) ON \(table) IS \(text.map(literal) ?? "NULL")"
        guard key.roles != session.roles, !isBehindPooler else {
            try run(comment)
            return
        }
        // The script goes on as whom it has chosen. One message, and so one transaction: all of it or nothing.
        try run((session.roles.statements() + [comment] + key.roles.statements()).joined(separator: ";\n"))
    }

    private struct PrimaryKey {
        var name: String
        var comment: String?
        /// Who the session is now.
        var roles: Roles
    }

    private func primaryKey(of table: QualifiedName) throws(DatabaseError) -> PrimaryKey? {
        let row = try run(
            """
            SELECT c.conname, pg_catalog.obj_description(c.oid, 'pg_constraint'), session_user, current_user
            FROM pg_catalog.pg_constraint AS c JOIN pg_catalog.pg_class AS t ON t.oid = c.conrelid
                JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
            WHERE c.contype = 'p' AND nspname = \(name(table.schema)) AND relname = \(name(table.name))
            """
        ).last?.rows.first
        guard let row, row.count == 4, let key = row[0], let session = row[2], let current = row[3] else { return nil }
        return PrimaryKey(name: key, comment: row[1], roles: Roles(session: session, current: current))
    }
}
