package import SwiftwayDatabase

/// The note lives in the comment of the history table's primary key: it changes with transactions, Flyway does not look
/// at it, tools that compare schemas see no table of ours, and who looks at the table with `\d+` finds it.
extension PostgreSQLConnection {
    package func note(on table: QualifiedName) throws(DatabaseError) -> String? {
        try primaryKey(of: table)?.comment
    }

    package func setNote(_ text: String?, on table: QualifiedName) throws(DatabaseError) {
        guard let key = try primaryKey(of: table)?.name else {
            throw DatabaseError(message: "\(table) has no primary key")
        }
        try run("COMMENT ON CONSTRAINT \(quoted(identifier: key)) ON \(table) IS \(text.map(literal) ?? "NULL")")
    }

    private func primaryKey(of table: QualifiedName) throws(DatabaseError) -> (name: String, comment: String?)? {
        let row = try run(
            """
            SELECT c.conname, pg_catalog.obj_description(c.oid, 'pg_constraint')
            FROM pg_catalog.pg_constraint AS c JOIN pg_catalog.pg_class AS t ON t.oid = c.conrelid
                JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
            WHERE c.contype = 'p' AND nspname = \(name(table.schema)) AND relname = \(name(table.name))
            """
        ).last?.rows.first
        guard let row, row.count == 2, let key = row[0] else { return nil }
        return (key, row[1])
    }
}
