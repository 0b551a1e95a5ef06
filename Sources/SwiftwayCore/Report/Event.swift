public import SwiftwayDatabase

/// Something that happens in a run, told while it happens. Values only: ``Event/lines`` puts them into words.
public enum Event: Sendable {
    /// With the name of the database, where it has one.
    case connected(product: String, version: String, database: String?, url: String?)
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
    /// The migration lock is ours. Where a transaction that writes is the lock, told at the beginning of each.
    case lockAcquired(waited: Duration)
    case lockLost
    case backedUp(path: String, milliseconds: Int)

    // Validate
    case validated(count: Int, milliseconds: Int)
    case noMigrationsFound
    /// With the version of PostgreSQL whose grammar is checked, if this build has one, and whether the files are run on
    /// SQLite in memory.
    case validatingFiles(DatabaseKind?, grammar: String?, rehearses: Bool)
    case filesValidated(count: Int, milliseconds: Int)
    case lintingFiles(LintedVersion)
    case filesLinted(count: Int, milliseconds: Int)
    /// `validate` was to lint, and cannot.
    case lintUnavailable(reason: String)

    // Migrate
    case baselineNotAdded
    case currentVersion(schema: String, version: String)
    case outOfOrderActive(schema: String)
    case newerThanFiles(schema: String, version: String, latest: String?)
    case failedFutureMigration(schema: String, version: String)
    case migrating(MigrationLabel)
    case skippingExecution(MigrationLabel)
    case migrationFailed(MigrationLabel, rolledBack: Bool)
    /// A migration has ended well, and its row in the history is committed. Those that share a transaction are told
    /// together, at its end.
    case migrated(AppliedMigration)
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
    /// What is under way: at the beginning of each migration, and about ten times a second while a statement runs.
    case running(RunningStatement)
    case lockRetry(LockRetry)
    /// A migration without a transaction goes on where an earlier run of it ended.
    case resuming(script: String, statement: Int, of: Int)
    case waitingForIndex(index: String, seconds: Int)
    case droppedLeftover(index: String)
    case leftoverStays(index: String, reason: String)
    /// Without a note a later run cannot go on where this one ends.
    case noteRefused(reason: String)
    /// SQLite took back more than the statement that failed.
    case batchTakenBack(count: Int)
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

    /// The last event of every method of `Migrator`, with its outcome.
    case ended(EndedRun)
}

/// A run that is over.
public struct EndedRun: Sendable {
    /// `migrate`, `info` …
    public var command: String
    /// From its first moment to its last, with the time that it waited.
    public var duration: Duration
    /// `nil` where it has ended well.
    public var error: MigrationError?

    public init(command: String, duration: Duration, error: MigrationError?) {
        self.command = command
        self.duration = duration
        self.error = error
    }
}

/// A migration that is applied and recorded.
public struct AppliedMigration: Sendable, Equatable {
    public var schema: String
    /// `nil` for repeatables.
    public var version: String?
    public var description: String
    /// `V12__add_index.sql`.
    public var script: String
    /// As the history has it: whole milliseconds, without what it waited for others.
    public var duration: Duration

    public init(schema: String, version: String?, description: String, script: String, duration: Duration) {
        self.schema = schema
        self.version = version
        self.description = description
        self.script = script
        self.duration = duration
    }
}

/// For which database files are linted.
public struct LintedVersion: Sendable, Equatable {
    public var kind: DatabaseKind
    /// The major version that the rules hold for.
    public var serverVersion: Int
    /// Whether no setting has said so.
    public var isAssumed: Bool
    /// The version of PostgreSQL whose grammar reads the files.
    public var grammar: String?

    public init(kind: DatabaseKind, serverVersion: Int, isAssumed: Bool, grammar: String?) {
        self.kind = kind
        self.serverVersion = serverVersion
        self.isAssumed = isAssumed
        self.grammar = grammar
    }
}

/// A statement that runs, and how far it and the run have come.
public struct RunningStatement: Sendable, Equatable {
    /// `V12__add_index.sql`.
    public var script: String
    /// Among the migrations of this run, from 1.
    public var migration: Int
    public var migrations: Int
    /// Among the statements of the script, from 1; 0 before the first.
    public var statement: Int
    /// `nil` where that is not known.
    public var statements: Int?
    /// How long the statement has been running.
    public var elapsed: Duration
    /// What the database tells of it, where it does.
    public var activity: SessionActivity?

    public init(
        script: String, migration: Int, migrations: Int, statement: Int = 0, statements: Int? = nil,
        elapsed: Duration = .zero, activity: SessionActivity? = nil
    ) {
        self.script = script
        self.migration = migration
        self.migrations = migrations
        self.statement = statement
        self.statements = statements
        self.elapsed = elapsed
        self.activity = activity
    }
}

/// A migration that waited too long for a lock and will be tried again.
public struct LockRetry: Sendable, Equatable {
    /// `V12__add_index.sql`.
    public var script: String
    /// How long it waited.
    public var waited: Duration
    /// What it waited for, and for whom, where that could be seen.
    public var activity: SessionActivity?
    /// The database's own words.
    public var message: String
    /// Which attempt comes next, from 2.
    public var attempt: Int
    public var pause: Duration
    /// What is left of `lockRetryBudget`.
    public var budget: Duration

    public init(
        script: String, waited: Duration, activity: SessionActivity?, message: String, attempt: Int, pause: Duration,
        budget: Duration
    ) {
        self.script = script
        self.waited = waited
        self.activity = activity
        self.message = message
        self.attempt = attempt
        self.pause = pause
        self.budget = budget
    }
}

/// A migration as the log names it.
public struct MigrationLabel: Sendable, Hashable {
    public var schema: String
    /// `nil` for repeatables.
    public var version: String?
    public var description: String
    /// `V12__add_index.sql`.
    public var script: String
    public var isOutOfOrder: Bool
    public var isTransactional: Bool

    public init(
        schema: String, version: String?, description: String, script: String = "", isOutOfOrder: Bool = false,
        isTransactional: Bool = true
    ) {
        self.schema = schema
        self.version = version
        self.description = description
        self.script = script
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
