package import SwiftwayDatabase

/// The note is a table of one row beside the history table, which is there only as long as there is a note: SQLite has
/// no comments.
extension SQLiteConnection {
    package func note(on table: QualifiedName) throws(DatabaseError) -> String? {
        let place = Self.notePlace(of: table)
        guard try tableExists(place) else { return nil }
        return try texts("SELECT \"text\" FROM \(place)").first
    }

    package func setNote(_ text: String?, on table: QualifiedName) throws(DatabaseError) {
        let place = Self.notePlace(of: table)
        guard let text else {
            _ = try execute("DROP TABLE IF EXISTS \(place)")
            return
        }
        // Outside a transaction these are two: a table that was left without its row is given one.
        _ = try execute("CREATE TABLE IF NOT EXISTS \(place) (\"id\" INTEGER PRIMARY KEY, \"text\" TEXT NOT NULL)")
        _ = try query("INSERT OR REPLACE INTO \(place) VALUES (1, $1)", [.text(text)])
    }

    private static func notePlace(of table: QualifiedName) -> QualifiedName {
        QualifiedName(schema: table.schema, name: table.name + "_unfinished")
    }
}
