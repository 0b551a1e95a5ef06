import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Creates the managed schemas that are missing, or says why the history has no place to be.
    /// - Returns: The schemas that were created.
    func createSchemas(forBaseline: Bool) throws(MigrationError) -> [String] {
        let missing = try ask("Unable to check whether schemas exist") { (_) throws(DatabaseError) in
            var missing: [String] = []
            for schema in schemas where try !schemaExists(schema) { missing.append(schema) }
            return missing
        }
        guard settings.schemas.createSchemas else {
            if missing.contains(defaultSchema) || forBaseline { observe(.schemasNotCreated(forBaseline: forBaseline)) }
            return []
        }
        try callbacks.fire(.createSchema)
        try callbacks.fire(.beforeCreateSchema)
        guard !missing.isEmpty else { return [] }
        return try locked { () throws(MigrationError) in try create(missing) }
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

    /// The history of schemas that were just created, with the row that says so.
    func startHistory(ofCreated schemas: [String]) throws(MigrationError) {
        if try !history.exists() {
            observe(.creatingHistory(table: history.name, withBaseline: false))
            _ = try locked { () throws(MigrationError) in try history.create(baseline: nil) }
        }
        try history.insert(schemaRow(schemas, rank: 0))
    }
}
