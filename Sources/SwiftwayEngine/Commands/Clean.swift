package import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Drops everything in the managed schemas, and the schemas that a migration tool created.
    package func clean() throws(MigrationError) -> CleanReport {
        guard !settings.cleanDisabled else {
            throw MigrationError(
                code: .error,
                message: "Unable to execute clean as it has been disabled with the 'flyway.cleanDisabled' property.",
                advice: "clean deletes all data of the schemas \(schemas.joined(separator: ", ")). "
                    + "To allow it, set -cleanDisabled=false.")
        }
        try refuseReadOnly("cleaned")
        try callbacks.fire(.beforeClean)
        let report: CleanReport
        do {
            // A migration under way would lose the ground under it.
            report = try locked { () throws(MigrationError) in try alone { () throws(MigrationError) in try drop() } }
        } catch {
            callbacks.fireAfterError(.afterCleanError)
            throw error
        }
        try callbacks.fire(.afterClean)
        return report
    }

    private func drop() throws(MigrationError) -> CleanReport {
        let owned = try ownedSchemas()
        var known: [String] = []
        for schema in schemas {
            let exists = try ask("Unable to check whether schema \(quoted(identifier: schema)) exists") {
                connection throws(DatabaseError) in try connection.schemaExists(schema)
            }
            if exists { known.append(schema) }
        }
        // What the database refuses is refused before anything is said to be done.
        let planned = try PlannedClean(self, schemas: known, dropping: known.filter { owned.contains($0) })
        observe(.droppedPreSchemaObjects(milliseconds: 0))
        if !connection.scriptStatements.isEmpty {
            // It belongs to somebody else than all the rest.
            try ask("Unable to drop \(history.name)") { connection throws(DatabaseError) in
                _ = try connection.execute("DROP TABLE IF EXISTS \(history.name)")
            }
        }
        var report = CleanReport()
        tellUnknown(besides: known, &report)
        if let planned {
            report.schemasDropped = try planned.run()
        } else {
            for schema in known { try empty(schema) }
            // Once more backwards: what one schema held in another one is gone now.
            for schema in known.reversed() { try empty(schema) }
            observe(.droppedPostSchemaObjects(milliseconds: 0))
            for schema in known where owned.contains(schema) {
                observe(.schemaCleanedInstead(product: connection.kind.productName, schema: schema))
            }
        }
        let dropped = Set(report.schemasDropped)
        report.schemasCleaned =
            known.filter { !owned.contains($0) } + known.filter { owned.contains($0) && !dropped.contains($0) }
        return report
    }

    private func tellUnknown(besides known: [String], _ report: inout CleanReport) {
        let known = Set(known)
        for schema in schemas where !known.contains(schema) {
            observe(.unknownSchema(schema))
            report.warnings.append("Unable to clean unknown schema: \(quoted(identifier: schema))")
        }
    }

    private func empty(_ schema: String) throws(MigrationError) {
        let watch = Stopwatch()
        try ask("Unable to clean schema \(quoted(identifier: schema))") { connection throws(DatabaseError) in
            let enforced = connection.enforcesForeignKeys
            if enforced { try connection.setForeignKeyEnforcement(false) }
            defer { if enforced { try? connection.setForeignKeyEnforcement(true) } }
            do throws(DatabaseError) {
                try connection.begin()
                try connection.cleanSchema(schema)
                try connection.commit()
            } catch {
                try? connection.rollback()
                throw error
            }
        }
        observe(.cleaned(schema: schema, milliseconds: watch.milliseconds))
    }

    /// The schemas that the SCHEMA rows name.
    private func ownedSchemas() throws(MigrationError) -> Set<String> {
        history.forgetTable()
        do {
            return Set(try rows().filter { $0.type == .schema }.flatMap { Self.identifiers($0.script) })
        } catch {
            // A table that cannot be understood goes like all the rest. Whatever else fails here fails the command.
            guard error.code == .error || error.databaseError?.category == .statement else { throw error }
            observe(.ownedSchemasUnknown(message: error.message))
            return []
        }
    }

    /// Names out of `"one","t,w""o"`.
    static func identifiers(_ list: String) -> [String] {
        var names: [String] = []
        var name = ""
        var isQuoted = false
        var previous: Character?
        for character in list {
            switch character {
            case "\"":
                // A quote that closes and opens again at once stands for itself.
                if !isQuoted, previous == "\"" { name.append("\"") }
                isQuoted.toggle()
            case "," where !isQuoted:
                names.append(name)
                name = ""
            default:
                name.append(character)
            }
            previous = character
        }
        return names + [name]
    }
}
