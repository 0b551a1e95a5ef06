import SwiftwayCore
import SwiftwayDatabase

/// Migrations in Swift.
extension ScriptRunner {
    /// Runs one on the connection. Whoever calls has opened a transaction, or not.
    func run(
        _ migration: SwiftMigration, _ file: ScannedFile, code: MigrationError.Code, watch: StatementWatch?
    ) throws(MigrationError) {
        var count = 0
        let view = MigrationConnection(
            connection, for: migration, schema: schema, placeholders: settings.placeholders.placeholders,
            interruption: interruption,
            onStatement: { [observe] sql in
                count += 1
                watch?.begin(statement: count)
                observe(.executing(sql: sql))
            })
        let limits = (try? connection.suspendIdleLimits()) ?? []
        let readsResults = connection.readsResults
        connection.readsResults = true
        defer {
            connection.readsResults = readsResults
            if !limits.isEmpty { _ = try? connection.query(limits.joined(separator: ";"), []) }
            view.close()
        }
        do {
            try migration.migrate(view)
        } catch {
            throw failure(of: migration, file, error, view, code: code)
        }
        guard !migration.isTransactional || connection.isInTransaction else {
            throw MigrationError(
                code: code, message: "\(file.script) has ended the transaction that it ran in.",
                advice: "It stands in \(file.displayPath). With isTransactional: false it may end transactions itself.")
        }
    }

    private func failure(
        of migration: SwiftMigration, _ file: ScannedFile, _ error: any Error, _ view: MigrationConnection,
        code: MigrationError.Code
    ) -> MigrationError {
        if let error = error as? DatabaseError, let refusal = view.refusal, refusal.error == error {
            let place = "\(refusal.fileID):\(refusal.line):\(refusal.column)"
            return MigrationError.script(
                ScriptFailure(
                    script: file.script, displayPath: refusal.fileID, absolutePath: place, line: refusal.line,
                    column: refusal.column, statement: refusal.statement),
                error, code: code, environment: settings.connection.environment)
        }
        var failure = MigrationError(
            code: code,
            message: "\(file.script) failed: \((error as? MigrationError)?.message ?? String(describing: error))",
            advice: "It stands in \(file.displayPath).")
        failure.databaseError = error as? DatabaseError
        return failure
    }
}
