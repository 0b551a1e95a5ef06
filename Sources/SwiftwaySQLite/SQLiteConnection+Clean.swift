package import SwiftwayDatabase

extension SQLiteConnection {
    package func cleanSchema(_ schema: String) throws(DatabaseError) {
        guard try schemaExists(schema) else { return }
        let checksForeignKeys = enforcesForeignKeys
        guard checksForeignKeys else { return try dropEverything(in: schema, childrenFirst: false) }
        guard !isInTransaction else {
            // Too late to switch the checks off. Postponed to the commit they find nothing to complain about, except
            // for ON DELETE RESTRICT, which is never postponed: hence the order of dropping.
            _ = try run("PRAGMA defer_foreign_keys = ON")
            return try dropEverything(in: schema, childrenFirst: true)
        }
        try setForeignKeyEnforcement(false)
        do {
            try dropEverything(in: schema, childrenFirst: false)
        } catch {
            try setForeignKeyEnforcement(true)
            throw error
        }
        try setForeignKeyEnforcement(true)
    }

    private func dropEverything(in schema: String, childrenFirst: Bool) throws(DatabaseError) {
        let qualifier = quoted(identifier: schema)
        let master = "\(qualifier).sqlite_master"
        for view in try texts("SELECT name FROM \(master) WHERE type = 'view'") {
            _ = try execute("DROP VIEW \(qualifier).\(quoted(identifier: view))")
        }
        // A virtual table takes its shadow tables along, which cannot be dropped by themselves.
        let virtual = "SELECT name FROM \(master) WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'"
        for table in try texts(virtual) {
            _ = try execute("DROP TABLE \(qualifier).\(quoted(identifier: table))")
        }
        var tables = try texts("SELECT name FROM \(master) WHERE type = 'table' AND name <> 'sqlite_sequence'")
        if childrenFirst { tables = DropOrder(tables, references: try references(in: schema)).tables }
        for table in tables {
            _ = try execute("DROP TABLE \(qualifier).\(quoted(identifier: table))")
        }
        // SQLite never drops this table, which counts the values of AUTOINCREMENT.
        if try texts("SELECT name FROM \(master) WHERE name = 'sqlite_sequence'").count > 0 {
            _ = try execute("DELETE FROM \(qualifier).sqlite_sequence")
        }
    }

    private func references(in schema: String) throws(DatabaseError) -> [DropOrder.Reference] {
        try query(
            """
            SELECT child.name, key."table" FROM \(quoted(identifier: schema)).sqlite_master AS child,
                pragma_foreign_key_list(child.name, $1) AS key WHERE child.type = 'table'
            """, [.text(schema)]
        ).compactMap { row in
            guard row.count == 2, let child = row[0], let parent = row[1] else { return nil }
            return DropOrder.Reference(child: child, parent: parent)
        }
    }
}
