import SwiftwayDatabase

/// The JSON shapes that scripts read, field for field as Flyway writes them. More fields than Flyway's stand behind
/// its own.
package struct JSONReport: Sendable {
    /// What stands in every report.
    package struct Context: Sendable {
        package var version: String
        /// `nil` where the database has no name (SQLite).
        package var databaseName: String?
        package var databaseType: String
        /// The setting `schemas`, joined.
        package var schemaName: String
        package var timestamp: CivilTime

        package init(
            version: String, databaseName: String?, databaseType: String, schemaName: String, timestamp: CivilTime
        ) {
            self.version = version
            self.databaseName = databaseName
            self.databaseType = databaseType
            self.schemaName = schemaName
            self.timestamp = timestamp
        }
    }

    package var context: Context

    package init(_ context: Context) {
        self.context = context
    }

    private func common(_ operation: String) -> [(key: String, value: JSONValue)] {
        [
            ("database", .optional(context.databaseName)), ("flywayVersion", .string(context.version)),
            ("operation", .string(operation)),
        ]
    }

    private func warnings(_ texts: [String]) -> (key: String, value: JSONValue) {
        ("warnings", .array(texts.map { .string($0) }))
    }

    // MARK: Migrate

    package func migrate(_ report: MigrateReport, error: MigrationError? = nil) -> JSONValue {
        let migrations = report.migrations.map { migration in
            JSONValue.object([
                ("category", .string(migration.category)), ("description", .string(migration.description)),
                ("executionTime", .integer(migration.executionTime)), ("filepath", .string(migration.absolutePath)),
                ("type", .string(migration.type.rawValue)), ("version", .string(migration.version ?? "")),
            ])
        }
        var members = common("migrate")
        members.append(("databaseType", .string(context.databaseType)))
        if let error { members.append(("error", Self.failure(error))) }
        members += [
            ("exception", .optional(error?.message)),
            ("initialSchemaVersion", .optional(report.initialSchemaVersion)),
            ("licenseFailed", .bool(false)), ("migrations", .array(migrations)),
            ("migrationsExecuted", .integer(report.migrations.count)), ("schemaName", .string(context.schemaName)),
            ("success", .bool(error == nil)),
            ("targetSchemaVersion", error == nil ? .optional(report.targetSchemaVersion) : .null),
            ("timestamp", .string(context.timestamp.iso8601)),
            ("totalMigrationTime", .integer(report.totalMigrationTime)), warnings(report.warnings),
        ]
        return .object(members)
    }

    /// The error of a script that failed.
    private static func failure(_ error: MigrationError) -> JSONValue {
        let failure = error.failure
        return .object([
            ("errorCode", .string(error.code.name)), ("sqlState", .optional(error.databaseError?.sqlState)),
            ("sqlErrorCode", .integer(error.databaseError?.code ?? 0)), ("message", .string(error.message)),
            ("lineNumber", failure.map { .integer($0.line) } ?? (error.failedScript == nil ? .null : .integer(-1))),
            ("path", .optional(failure?.absolutePath ?? error.failedScript)),
            ("cause", cause(of: error)), ("columnNumber", .integer(failure?.column ?? 0)),
            ("statement", .optional(failure?.statement)),
            ("errorLineNumber", failure?.errorLine.map { .integer($0) } ?? .null),
            ("errorColumnNumber", failure?.errorColumn.map { .integer($0) } ?? .null),
            ("detail", .optional(error.databaseError?.detail)), ("hint", .optional(error.databaseError?.hint)),
            ("advice", .optional(error.advice)),
        ])
    }

    // MARK: Errors

    /// Any other error: a document of its own.
    package static func error(_ error: MigrationError) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [("errorCode", .string(error.code.name))]
        if let databaseError = error.databaseError {
            let isConnection = databaseError.category == .connectionFailed
            members += [
                ("subErrorCode", isConnection ? .string("CONNECTION_FAILURE") : .null),
                ("sqlState", .optional(databaseError.sqlState)), ("sqlErrorCode", .integer(databaseError.code)),
            ]
        }
        members += [
            ("message", .string(error.message)), ("cause", cause(of: error)), ("advice", .optional(error.advice)),
        ]
        return .object([("error", .object(members))])
    }

    private static func cause(of error: MigrationError) -> JSONValue {
        error.databaseError.map {
            .object([("message", .string($0.fullMessage)), ("stackTrace", .string("")), ("cause", .null)])
        } ?? .null
    }

    // MARK: The other commands

    package func info(_ report: InfoReport, installedOnUTC: (CivilTime) -> String) -> JSONValue {
        let migrations = report.entries.map { entry in
            JSONValue.object([
                ("category", .string(entry.category)), ("description", .string(entry.description)),
                ("executionTime", .integer(entry.applied?.executionTime ?? 0)),
                ("filepath", .string(entry.resolved?.file.absolutePath ?? "")),
                ("installedBy", .string(entry.applied?.installedBy ?? "")),
                ("installedOnUTC", .string(entry.applied?.installedOn.map(installedOnUTC) ?? "")),
                ("rawVersion", .string(entry.version?.rawText ?? "")), ("shouldExecuteExpression", .null),
                ("state", .string(entry.state.displayName)), ("type", .string(entry.type.rawValue)),
                ("undoFilepath", .string("")),
                ("undoable", .string(entry.version == nil || entry.type == .schema ? "" : "No")),
                ("version", .string(entry.version?.description ?? "")),
            ])
        }
        return .object([
            ("allSchemasEmpty", .bool(report.allSchemasEmpty)), ("database", .string(context.databaseName ?? "")),
            ("exception", .null), ("flywayVersion", .string(context.version)), ("licenseFailed", .bool(false)),
            ("migrations", .array(migrations)), ("operation", .string("info")),
            ("schemaName", .string(context.schemaName)), ("schemaVersion", .optional(report.schemaVersion)),
            ("timestamp", .string(context.timestamp.iso8601)),
        ])
    }

    package func validate(_ report: ValidateReport) -> JSONValue {
        let invalid = report.invalid.map { finding in
            JSONValue.object([
                ("description", .string(finding.description)),
                ("errorDetails", Self.details(finding.code, finding.message)),
                ("filepath", .string(finding.absolutePath ?? "")), ("version", .string(finding.version ?? "")),
            ])
        }
        var details = JSONValue.null
        if let schema = report.missingSchema {
            details = Self.details(.schemaDoesNotExist, ValidateReport.missingSchemaText(schema))
        } else if !report.succeeded {
            details = Self.details(.validation, ValidateReport.failedText)
        }
        return .object(
            common(report.isLint ? "lint" : "validate") + [
                ("allErrorMessages", .string(report.invalid.map(\.message).joined(separator: "\n"))),
                ("errorDetails", details), ("invalidMigrations", .array(invalid)),
                ("validateCount", .integer(report.succeeded ? report.count : 0)),
                ("validationSuccessful", .bool(report.succeeded)), warnings(report.warnings),
            ]
                + (report.isOffline || !report.findings.isEmpty
                    ? [("findings", .array(report.findings.map(Self.finding)))] : []))
    }

    private static func finding(_ finding: Finding) -> JSONValue {
        .object([
            ("rule", .string(finding.rule.id)), ("severity", .string(finding.severity.rawValue)),
            ("filepath", .string(finding.absolutePath)), ("file", .string(finding.displayPath)),
            ("line", finding.line.map { .integer($0) } ?? .null),
            ("column", finding.column.map { .integer($0) } ?? .null), ("message", .string(finding.message)),
            ("remedy", .optional(finding.remedy)), ("documentation", .string(finding.rule.documentation)),
        ])
    }

    private static func details(_ code: MigrationError.Code, _ message: String) -> JSONValue {
        .object([("errorCode", .string(code.name)), ("errorMessage", .string(message))])
    }

    package func baseline(_ report: BaselineReport) -> JSONValue {
        .object(
            common("baseline") + [
                ("baselineVersion", .string(report.baselineVersion)), ("successfullyBaselined", .bool(true)),
                warnings([]),
            ])
    }

    package func repair(_ report: RepairReport) -> JSONValue {
        func list(_ migrations: [RepairReport.Migration]) -> JSONValue {
            .array(
                migrations.map {
                    .object([
                        ("description", .string($0.description)), ("filepath", .string($0.absolutePath)),
                        ("version", .string($0.version)),
                    ])
                })
        }
        let actions = [
            (report.removed, "Removed failed migrations"),
            (report.deleted, "Marked missing migrations as deleted"),
            (report.aligned, "Aligned applied migration checksums"),
        ].filter { !$0.0.isEmpty }.map { JSONValue.string($0.1) }
        return .object(
            common("repair") + [
                ("migrationsAligned", list(report.aligned)), ("migrationsDeleted", list(report.deleted)),
                ("migrationsRemoved", list(report.removed)), ("repairActions", .array(actions)), warnings([]),
            ])
    }

    package func clean(_ report: CleanReport) -> JSONValue {
        .object(
            common("clean") + [
                ("schemasCleaned", .array(report.schemasCleaned.map { .string($0) })),
                ("schemasDropped", .array(report.schemasDropped.map { .string($0) })), warnings(report.warnings),
            ])
    }
}
