import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Creates the managed schemas that are missing, and with them the history table and its SCHEMA row; or says
    /// why the history has no place to be.
    func createSchemas(forBaseline: Bool) throws(MigrationError) {
        let missing = try ask("Unable to check whether schemas exist") { connection throws(DatabaseError) in
            var missing: [String] = []
            for schema in schemas where try !connection.schemaExists(schema) { missing.append(schema) }
            return missing
        }
        guard settings.schemas.createSchemas else {
            if missing.contains(defaultSchema) || forBaseline { observe(.schemasNotCreated(forBaseline: forBaseline)) }
            return
        }
        try callbacks.fire(.createSchema)
        try callbacks.fire(.beforeCreateSchema)
        guard !missing.isEmpty else { return }
        let created = try locked { () throws(MigrationError) in try create(missing) }
        guard !created.isEmpty, !forBaseline else { return }
        try createHistory(schemaRow: schemaRow(created, rank: 0))
    }

    /// The SCHEMA row that tells `clean` which schemas are ours to drop.
    func schemaRow(_ schemas: [String], rank: Int) -> HistoryRow {
        HistoryRow(
            installedRank: rank, version: nil, description: HistoryRow.schemaCreationDescription, type: .schema,
            script: schemas.map { quoted(identifier: $0) }.joined(separator: ","), checksum: nil,
            installedBy: installedBy)
    }

    private func create(_ missing: [String]) throws(MigrationError) -> [String] {
        try ask("Unable to create schemas") { connection throws(DatabaseError) in
            var created: [String] = []
            do throws(DatabaseError) {
                try connection.begin()
                // Somebody else may have been faster while we waited for the lock.
                for schema in missing where try !connection.schemaExists(schema) {
                    observe(.creatingSchema(schema))
                    if try connection.createSchema(schema) {
                        created.append(schema)
                    } else {
                        observe(
                            .schemaCreationUnsupported(product: connection.kind.productName, schema: schema))
                    }
                }
                try connection.commit()
            } catch {
                try? connection.rollback()
                throw error
            }
            return created
        }
    }

    private func createHistory(schemaRow: HistoryRow) throws(MigrationError) {
        if try !history.exists() {
            observe(.creatingHistory(table: history.name, withBaseline: false))
            _ = try locked { () throws(MigrationError) in try history.create(baseline: nil) }
        }
        try history.insert(schemaRow)
    }
}
