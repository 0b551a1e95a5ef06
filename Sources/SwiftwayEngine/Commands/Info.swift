package import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// What is there, file by file and row by row. Takes no lock and changes nothing.
    package func info() throws(MigrationError) -> InfoReport {
        try callbacks.fire(.beforeInfo)
        let report: InfoReport
        do {
            report = try collect()
        } catch {
            callbacks.fireAfterError(.afterInfoError)
            throw error
        }
        try callbacks.fire(.afterInfo)
        try callbacks.fire(.afterInfoOperationFinish)
        return report
    }

    private func collect() throws(MigrationError) -> InfoReport {
        // Files come first: what is wrong with them is told before anything about the database.
        _ = try migrations()
        let rows = try rows()
        let list = try statuses(rows)
        // A schema that holds the history table is not empty.
        var allEmpty = rows.isEmpty
        if allEmpty {
            allEmpty = try ask("Unable to check whether schemas are empty") { connection throws(DatabaseError) in
                for schema in schemas where try !connection.isSchemaEmpty(schema) { return false }
                return true
            }
        }
        return InfoReport(
            statuses: list, entries: list.entries.filter { settings.info.includes($0) },
            schemaVersion: list.current?.version?.description, allSchemasEmpty: allEmpty)
    }
}
