package import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Brings the schema to the version that the files say.
    /// - Throws: ``MigrationError``, with what had been applied in its `report` where a migration failed.
    package func migrate() throws(MigrationError) -> MigrateReport {
        if settings.plan.validateOnMigrate {
            let validation = try validate(
                passingOver: [IgnorePattern(kind: .any, state: .pending)], resuming: true)
            if let error = validation.error { throw error }
        }
        try checkThatHistoryHolds(try migrations().compactMap(\.version))
        // A database that is begun keeps the lock until its files have run, where nobody else's words come in between.
        let isNew = try !history.exists()
        return isNew && callbacks.isEmpty
            ? try locked { () throws(MigrationError) in try runMigrations() } : try runMigrations()
    }

    private func runMigrations() throws(MigrationError) -> MigrateReport {
        _ = try createSchemas(forBaseline: false) { created throws(MigrationError) in
            try startHistory(ofCreated: created)
        }
        if try !history.exists() { try startHistory() }
        try callbacks.fire(.beforeMigrate)
        // Flyway migrates on a second connection, and says this for each.
        if connection.exclusion == .session, settings.connection.initSql?.isEmpty == false {
            observe(.initSqlDeprecated)
        }
        var run = MigrationRun(session: self)
        do {
            try run.run()
        } catch {
            callbacks.fireAfterError(.afterMigrateError)
            throw telling(unfilledBeside: error, in: run.notRun)
        }
        let report = run.report
        if report.migrations.isEmpty {
            observe(.upToDate(schema: defaultSchema))
        } else {
            observe(
                .applied(
                    count: report.migrations.count, schema: defaultSchema, version: report.targetSchemaVersion,
                    milliseconds: report.totalMigrationTime))
            try callbacks.fire(.afterMigrateApplied)
        }
        try callbacks.fire(.afterMigrate)
        try callbacks.fire(.afterMigrateOperationFinish)
        return report
    }

    /// The history table of a schema that has none: on an empty schema it is created, on any other only with leave.
    private func startHistory() throws(MigrationError) {
        let occupied = try ask("Unable to check whether schemas are empty") { connection throws(DatabaseError) in
            var occupied: [String] = []
            for schema in schemas where try schemaExists(schema) {
                let known = schema == defaultSchema ? history.schemaState : nil
                let isEmpty = if let known { known == .empty } else { try connection.isSchemaEmpty(schema) }
                if !isEmpty { occupied.append(schema) }
            }
            return occupied
        }
        if occupied.isEmpty, settings.baseline.baselineOnMigrate { observe(.baselineNotAdded) }
        if !occupied.isEmpty, !settings.execution.skipExecutingMigrations {
            guard settings.baseline.baselineOnMigrate else {
                // Whoever else migrates at this moment has made it non-empty: then there is a history now.
                history.forget()
                if try history.exists() { return }
                let names = occupied.map { quoted(identifier: $0) }.joined(separator: ",")
                throw MigrationError(
                    code: .nonEmptySchema,
                    message: "Found non-empty schema(s) \(names) but no schema history table. Use baseline() "
                        + "or set baselineOnMigrate to true to initialize the schema history table.",
                    advice: "Nothing was changed.")
            }
            _ = try baseline(onMigrate: true)
            return
        }
        observe(.creatingHistory(table: history.name, withBaseline: false))
        try createHistory()
    }

    /// - Returns: `false` where somebody else was faster.
    @discardableResult
    func createHistory(baseline: HistoryRow? = nil) throws(MigrationError) -> Bool {
        try locked { () throws(MigrationError) in
            try history.create(baseline: baseline, begin: { () throws(MigrationError) in try begin() })
        }
    }
}
