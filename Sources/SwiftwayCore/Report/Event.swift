public import SwiftwayDatabase
import SwiftwayText

/// Something that happens in a run, told while it happens. Values only: ``lines`` puts them into words.
///
/// Later versions may have further cases: a `switch` over events outside swiftway needs a `default`.
public enum Event: Sendable {
    /// The connection is open: `PostgreSQL`, its version, and the name of the database where it has one. `url` is `nil`
    /// in a library's runs: it may hold a password.
    case connected(product: String, version: String, database: String?, url: String?)
    /// A connection could not be opened; another attempt follows after that many seconds (`connectRetries`).
    case connectionRetry(message: String, seconds: Int)
    /// `initSql` is about to be run, which Flyway has deprecated in favour of the callback `afterConnect`.
    case initSqlDeprecated
    /// The address (`jdbc:aws-wrapper:…`) names plugins that do not exist here: failover, monitoring.
    case awsPluginsIgnored([String])

    // Scanning
    /// A folder of `locations` was passed over, with the reason. With `failOnMissingLocations` it is an error instead.
    case locationSkipped(String)
    /// A folder of `callbackLocations` does not exist.
    case callbackLocationSkipped(path: String)
    /// An entry of `locations` lies within another one, and is left out; the text says which.
    case locationDiscarded(String)
    /// A folder was reached a second time, by a link; the text says by which paths.
    case folderSkipped(String)
    /// `locations` is not set, and there is no folder `sql`.
    case defaultLocationMissing
    /// That many files break the rules of file names and are passed over; with `validateMigrationNaming` they are an
    /// error instead.
    case namesIgnored(count: Int)

    // History
    /// There is no history table yet: nothing is applied.
    case historyMissing(table: QualifiedName)
    /// A schema that does not exist is about to be created (`createSchemas`).
    case creatingSchema(String)
    /// A schema is configured that does not exist, on a database that has none to create (SQLite).
    case schemaCreationUnsupported(product: String, schema: String)
    /// `createSchemas` is `false`, and the schema of the history table is missing, or, with `forBaseline`, any schema.
    case schemasNotCreated(forBaseline: Bool)
    /// The history table is about to be created, `withBaseline` with the row of a baseline in it.
    case creatingHistory(table: QualifiedName, withBaseline: Bool)
    /// Somebody else migrates: told at once and then about every ten seconds, with the seconds waited so far. `holder` is
    /// `nil` on SQLite, and where it cannot be seen.
    case waitingForLock(holder: LockHolder?, seconds: Int)
    /// The migration lock is ours. Where a transaction that writes is the lock, told at the beginning of each.
    case lockAcquired(waited: Duration)
    /// The migration lock was gone when it was to be released: a script may have closed its session.
    case lockLost
    /// A copy of the database was written before anything was changed (`backup`).
    case backedUp(path: String, milliseconds: Int)

    // Validate
    /// Files and history agree; `count` is that of all migrations looked at.
    case validated(count: Int, milliseconds: Int)
    /// `validate` has found neither files nor history.
    case noMigrationsFound
    /// The files alone are about to be checked (`offline`). The kind is `nil` where nothing tells which database they are
    /// for; `grammar` is the version of PostgreSQL whose grammar is checked, `nil` where this build has none; `rehearses`
    /// says whether the files are run on SQLite in memory.
    case validatingFiles(DatabaseKind?, grammar: String?, rehearses: Bool)
    /// The files alone were checked, and nothing is wrong with them.
    case filesValidated(count: Int, milliseconds: Int)
    /// Lint begins (`lint`).
    case lintingFiles(LintedVersion)
    /// The command `lint` has found no errors; a library's run never tells it.
    case filesLinted(count: Int, milliseconds: Int)
    /// `validate` was to lint, and cannot.
    case lintUnavailable(reason: String)

    // Migrate
    /// `baselineOnMigrate` is set, but the schemas are empty: no baseline is needed.
    case baselineNotAdded
    /// What the schema has before the run; `<< Empty Schema >>` where nothing is applied, `null` where nothing versioned is.
    case currentVersion(schema: String, version: String)
    /// `outOfOrder` is set.
    case outOfOrderActive(schema: String)
    /// The schema is ahead: it has a version that no file has. `latest` is the highest file's, `nil` without files.
    case newerThanFiles(schema: String, version: String, latest: String?)
    /// A migration of a newer release has failed on this schema; this run goes on all the same.
    case failedFutureMigration(schema: String, version: String)
    /// A migration is about to run.
    case migrating(MigrationLabel)
    /// A migration is recorded without being run (`skipExecutingMigrations`).
    case skippingExecution(MigrationLabel)
    /// A migration has failed; `rolledBack` where nothing of it stays.
    case migrationFailed(MigrationLabel, rolledBack: Bool)
    /// A migration has ended well, and its row in the history is committed. Those that share a transaction are told
    /// together, at its end.
    case migrated(AppliedMigration)
    /// The run has applied `count` migrations; the milliseconds are those of the migrations alone. `version` is the last
    /// versioned one's, `nil` where only repeatable ones ran.
    case applied(count: Int, schema: String, version: String?, milliseconds: Int)
    /// There was nothing to do.
    case upToDate(schema: String)
    /// A callback is about to run. `description` is what stands behind `__` in its name.
    case executingCallback(CallbackEvent, description: String, isProgram: Bool, isTransactional: Bool)
    /// A program is about to run, as a migration or as a callback.
    case executingProgram(command: [String], path: String)
    /// All that a program has written, when it has ended.
    case programOutput(String)
    /// A callback for errors has failed too. The error that it was called for is the one that is thrown.
    case callbackIgnoredError(CallbackEvent, message: String)
    /// The database has said something without failing.
    case notice(Notice)
    /// A statement of a script has returned rows (`outputQueryResults`).
    case resultSet(StatementResult)
    /// `migrate` has decided what it is going to do, in words: one line a step (`-X`). Told again where it has to decide
    /// anew.
    case planned(steps: [String])
    /// A statement of a script is about to be sent, placeholders replaced.
    case executing(sql: String)
    /// A script has ended the transaction that it ran in: what followed in it was not protected any more.
    case endedTransaction(script: String)
    /// What is under way: at the beginning of each migration, and about ten times a second while a statement runs.
    case running(RunningStatement)
    /// A migration waited too long for a lock, was rolled back, and will be tried again.
    case lockRetry(LockRetry)
    /// A migration without a transaction goes on where an earlier run of it ended.
    case resuming(script: String, statement: Int, of: Int)
    /// An index that an earlier run has begun is still being built by the server; the seconds waited so far.
    case waitingForIndex(index: String, seconds: Int)
    /// An invalid index that an unfinished statement had left behind is dropped.
    case droppedLeftover(index: String)
    /// Such an index could not be dropped; the next run tries again.
    case leftoverStays(index: String, reason: String)
    /// Without a note a later run cannot go on where this one ends.
    case noteRefused(reason: String)
    /// SQLite took back more than the statement that failed.
    case batchTakenBack(count: Int)
    /// Something stood behind the `;` of a `COPY … FROM STDIN`, where its data begins on the next line.
    case skippedBehindCopy(script: String, text: String)

    // Baseline
    /// `baseline` has written its row.
    case baselined(version: String)
    /// `baseline` has found the row that it would have written.
    case alreadyBaselined(table: QualifiedName, version: String, description: String)

    // Repair
    /// `repair` has found no failed migration to remove, or no history table.
    case repairUnnecessary(table: QualifiedName, tableExists: Bool)
    /// `repair` marks a migration without file as gone; `version` is `nil` for repeatables.
    case markingDeleted(version: String?, description: String)
    /// `repair` gives a row the description, type and checksum that its file has now.
    case aligning(version: String?, description: String, type: MigrationType, checksum: Int32?)
    /// `repair` is done; `hasDeletions` where it has marked migrations as gone.
    case repaired(table: QualifiedName, milliseconds: Int, hasDeletions: Bool)

    // Clean
    /// `clean` has dropped what belongs to no schema, before the schemas: a line of Flyway's, without work behind it here.
    case droppedPreSchemaObjects(milliseconds: Int)
    /// `clean` drops what belongs to other schemas too, because it depends on these.
    case cleanCascades(objects: [String])
    /// `clean` has emptied a schema.
    case cleaned(schema: String, milliseconds: Int)
    /// The same after the schemas.
    case droppedPostSchemaObjects(milliseconds: Int)
    /// `clean` has dropped a schema that `migrate` had created.
    case dropped(schema: String, milliseconds: Int)
    /// `clean` was to empty a schema that does not exist.
    case unknownSchema(String)
    /// `clean` cannot read in the history which schemas `migrate` had created, and leaves all of them, emptied.
    case ownedSchemasUnknown(message: String)
    /// A schema was emptied and stays, because the database has none to drop (SQLite).
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

    package init(command: String, duration: Duration, error: MigrationError?) {
        self.command = command
        self.duration = duration
        self.error = error
    }
}

/// A migration that is applied and recorded.
public struct AppliedMigration: Sendable, Equatable {
    /// That of the history table.
    public var schema: String
    /// `nil` for repeatables.
    public var version: String?
    /// In words, from its file's name: `add index`.
    public var description: String
    /// `V12__add_index.sql`.
    public var script: String
    /// As the history has it: whole milliseconds, without what it waited for others.
    public var duration: Duration

    package init(schema: String, version: String?, description: String, script: String, duration: Duration) {
        self.schema = schema
        self.version = version
        self.description = description
        self.script = script
        self.duration = duration
    }
}

/// For which database files are linted.
public struct LintedVersion: Sendable, Equatable {
    /// The database that the files are for.
    public var kind: DatabaseKind
    /// The major version that the rules hold for: 16.
    public var serverVersion: Int
    /// Whether no setting has said so.
    public var isAssumed: Bool
    /// The version of PostgreSQL whose grammar reads the files; `nil` where this build has none.
    public var grammar: String?

    package init(kind: DatabaseKind, serverVersion: Int, isAssumed: Bool, grammar: String?) {
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
    /// How many migrations this run has.
    public var migrations: Int
    /// Among the statements of the script, from 1; 0 before the first.
    public var statement: Int
    /// `nil` where that is not known.
    public var statements: Int?
    /// How long the statement has been running.
    public var elapsed: Duration
    /// What the database tells of it, where it does.
    public var activity: SessionActivity?

    package init(
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
    /// How long until then: at first up to half a second, later up to half a minute.
    public var pause: Duration
    /// What is left of `lockRetryBudget`.
    public var budget: Duration

    package init(
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
    /// The schema that holds the history.
    public var schema: String
    /// `nil` for repeatables.
    public var version: String?
    /// In words, from its file's name: `add index`.
    public var description: String
    /// `V12__add_index.sql`.
    public var script: String
    /// Whether a higher version is applied already (`outOfOrder`).
    public var isOutOfOrder: Bool
    /// Whether it runs in one transaction with its row of the history.
    public var isTransactional: Bool

    package init(
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
                "to version \"\(version.inOneLine)\(description.isEmpty ? "" : " - \(description.inOneLine)")\""
            } ?? "with repeatable migration \"\(description.inOneLine)\""
        return "schema \(quoted(identifier: schema)) \(subject)"
            + (isOutOfOrder ? " [out of order]" : "") + (isTransactional ? "" : " [non-transactional]")
    }
}
