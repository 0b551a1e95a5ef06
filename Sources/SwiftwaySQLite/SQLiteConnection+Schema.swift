package import SwiftwayDatabase

extension SQLiteConnection {
    package func schemaExists(_ schema: String) throws(DatabaseError) -> Bool {
        // That one is always there, and nearly always the one.
        if schema == "main" { return true }
        return try texts("SELECT name FROM pragma_database_list WHERE name = $1 COLLATE NOCASE", [.text(schema)]).count
            > 0
    }

    /// Views alone do not count.
    package func isSchemaEmpty(_ schema: String) throws(DatabaseError) -> Bool {
        guard try schemaExists(schema) else { return true }
        return try texts(
            """
            SELECT name FROM \(quoted(identifier: schema)).sqlite_master
            WHERE type = 'table' AND name NOT IN ('android_metadata', 'sqlite_sequence') LIMIT 1
            """
        ).isEmpty
    }

    package func createSchema(_ schema: String) throws(DatabaseError) -> Bool { false }

    package func tableExists(_ table: QualifiedName) throws(DatabaseError) -> Bool {
        guard try schemaExists(table.schema) else { return false }
        return try texts(
            """
            SELECT name FROM \(quoted(identifier: table.schema)).sqlite_master
            WHERE type = 'table' AND name = $1 COLLATE NOCASE
            """, [.text(table.name)]
        ).count > 0
    }

    package func historyTableStatements(
        _ table: QualifiedName, tablespace: String?
    ) -> (table: [String], indexes: [String]) {
        let index = "\(quoted(identifier: table.schema)).\(quoted(identifier: table.name + "_s_idx"))"
        return (
            // SQLite keeps the text of a definition: this is Flyway's, blank for blank.
            table: [
                """
                CREATE TABLE \(table) (
                    "installed_rank" INT NOT NULL PRIMARY KEY,
                    "version" VARCHAR(50),
                    "description" VARCHAR(200) NOT NULL,
                    "type" VARCHAR(20) NOT NULL,
                    "script" VARCHAR(1000) NOT NULL,
                    "checksum" INT,
                    "installed_by" VARCHAR(100) NOT NULL,
                    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
                    "execution_time" INT NOT NULL,
                    "success" BOOLEAN NOT NULL
                )
                """
            ],
            indexes: ["CREATE INDEX \(index) ON \(quoted(identifier: table.name)) (\"success\")"]
        )
    }
}
