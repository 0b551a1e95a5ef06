public import SwiftwayDatabase

/// Something that happens in a run, told while it happens. Values only: ``Event/lines`` puts them into words.
public enum Event: Sendable {
    case connected(product: String, version: String, url: String?)
    case connectionRetry(message: String, seconds: Int)
    case initSqlDeprecated

    // Scanning
    case locationSkipped(String)
    case callbackLocationSkipped(path: String)
    case locationDiscarded(String)
    case defaultLocationMissing
    case namesIgnored(count: Int)

    // History
    case historyMissing(table: QualifiedName)
    case creatingSchema(String)
    case schemaCreationUnsupported(product: String, schema: String)
    case schemasNotCreated(forBaseline: Bool)
    case creatingHistory(table: QualifiedName, withBaseline: Bool)
    case waitingForLock(holder: LockHolder?, seconds: Int)
    case lockLost

    // Validate
    case validated(count: Int, milliseconds: Int)
    case noMigrationsFound
    /// With the version of PostgreSQL whose grammar is checked, if this build has one.
    case validatingFiles(DatabaseKind?, grammar: String?)
    case filesValidated(count: Int, milliseconds: Int)

    // Migrate
    case baselineNotAdded
    case currentVersion(schema: String, version: String)
    case outOfOrderActive(schema: String)
    case newerThanFiles(schema: String, version: String, latest: String?)
    case failedFutureMigration(schema: String, version: String)
    case migrating(MigrationLabel)
    case skippingExecution(MigrationLabel)
    case migrationFailed(MigrationLabel, rolledBack: Bool)
    case applied(count: Int, schema: String, version: String?, milliseconds: Int)
    case upToDate(schema: String)
    case executingCallback(CallbackEvent, description: String, isProgram: Bool, isTransactional: Bool)
    case executingProgram(command: [String], path: String)
    case programOutput(String)
    case callbackIgnoredError(CallbackEvent, message: String)
    case notice(Notice)
    case resultSet(StatementResult)
    case executing(sql: String)
    case endedTransaction(script: String)
    /// Something stood behind the `;` of a `COPY … FROM STDIN`, where its data begins on the next line.
    case skippedBehindCopy(script: String, text: String)

    // Baseline
    case baselined(version: String)
    case alreadyBaselined(table: QualifiedName, version: String, description: String)

    // Repair
    case repairUnnecessary(table: QualifiedName, tableExists: Bool)
    case markingDeleted(version: String?, description: String)
    case aligning(version: String?, description: String, type: MigrationType, checksum: Int32?)
    case repaired(table: QualifiedName, milliseconds: Int, hasDeletions: Bool)

    // Clean
    case droppedPreSchemaObjects(milliseconds: Int)
    case cleaned(schema: String, milliseconds: Int)
    case droppedPostSchemaObjects(milliseconds: Int)
    case dropped(schema: String, milliseconds: Int)
    case unknownSchema(String)
    case schemaCleanedInstead(product: String, schema: String)
}

/// A migration as the log names it.
public struct MigrationLabel: Sendable, Hashable {
    public var schema: String
    /// `nil` for repeatables.
    public var version: String?
    public var description: String
    public var isOutOfOrder: Bool
    public var isTransactional: Bool

    public init(
        schema: String, version: String?, description: String, isOutOfOrder: Bool = false, isTransactional: Bool = true
    ) {
        self.schema = schema
        self.version = version
        self.description = description
        self.isOutOfOrder = isOutOfOrder
        self.isTransactional = isTransactional
    }

    /// `schema "public" to version "1 - create t" [out of order]`.
    var text: String {
        let subject =
            version.map { version in
                "to version \"\(version)\(description.isEmpty ? "" : " - \(description)")\""
            } ?? "with repeatable migration \"\(description)\""
        return "schema \(quoted(identifier: schema)) \(subject)"
            + (isOutOfOrder ? " [out of order]" : "") + (isTransactional ? "" : " [non-transactional]")
    }
}
