import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Creates the managed schemas that are missing, or says why the history has no place to be.
    /// - Parameter record: Is told of them before anybody else gets the migration lock.
    /// - Returns: The schemas that were created.
    func createSchemas(
        forBaseline: Bool, record: ([String]) throws(MigrationError) -> Void = { (_) throws(MigrationError) in }
    ) throws(MigrationError) -> [String] {
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
        return try locked { () throws(MigrationError) in
            let created = try createPatiently(missing)
            if !created.isEmpty { try record(created) }
            return created
        }
    }

    /// Writes the SCHEMA row that tells `clean` which schemas are ours to drop. Where there are others, as when a schema
    /// was added later, it is the next one; the first has the rank 0, as Flyway's.
    func recordSchemas(_ schemas: [String]) throws(MigrationError) {
        try locked { () throws(MigrationError) in
            try exclusively { () throws(MigrationError) in
                history.forget()
                let last = try history.rows().last?.installedRank
                try history.insert(
                    HistoryRow(
                        installedRank: last.map { max($0, 0) + 1 } ?? 0, version: nil,
                        description: HistoryRow.schemaCreationDescription, type: .schema,
                        script: HistoryRow.stored(
                            script: schemas.map { quoted(identifier: $0) }.joined(separator: ",")),
                        checksum: nil, installedBy: installedBy))
            }
        }
    }

    /// Whoever has another history table has another lock, and may create the same schema at the same moment.
    private func createPatiently(_ missing: [String]) throws(MigrationError) -> [String] {
        for _ in 0..<9 {
            do {
                return try create(missing)
            } catch {
                guard error.databaseError?.isOfThingThatExists == true else { throw error }
                try interruption.check()
                interruption.pause(.milliseconds(100))
            }
        }
        return try create(missing)
    }

    private func create(_ missing: [String]) throws(MigrationError) -> [String] {
        try exclusively { () throws(MigrationError) in
            try ask("Unable to create schemas") { connection throws(DatabaseError) in
                var created: [String] = []
                history.forget()
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
                return created
            }
        }
    }

    /// The history of schemas that were just created, with the row that says so.
    func startHistory(ofCreated schemas: [String]) throws(MigrationError) {
        history.forget()
        if try !history.exists() {
            observe(.creatingHistory(table: history.name, withBaseline: false))
            try createHistory()
        }
        try recordSchemas(schemas)
    }
}

extension DatabaseError {
    /// Whether something could not be created because somebody else was faster: 42P06 for a schema, 42P07 for a table, and
    /// 23505 where both have written into the catalog at the same moment.
    var isOfThingThatExists: Bool {
        switch sqlState {
        case "42P06", "42P07", "23505": true
        default: false
        }
    }
}
