public import SwiftwayDatabase

/// Why a run failed: what, where, what the database said, and what to do next. The one error that the library throws.
public struct MigrationError: Error, Sendable {
    /// What went wrong. A struct, not an enum: a new code must not break a caller's exhaustive `switch`.
    public struct Code: Sendable, Hashable {
        /// As in the JSON field `errorCode`.
        public let name: String

        /// A code by its name, for comparison with one that this release does not know.
        /// - Parameter name: `CHECKSUM_MISMATCH`.
        public init(name: String) { self.name = name }
    }

    /// What to decide by: whether to wait, to give up or to wake somebody.
    public var code: Code
    /// The whole message, as people see it; of a failed script the block with SQL state, location and line.
    public var message: String
    /// The place in a script, where a script failed; else `nil`.
    public var failure: ScriptFailure?
    /// What the database said; `nil` where it was not asked.
    public var databaseError: DatabaseError?
    /// What stands before the script's own block: `Error while executing beforeMigrate callback: `.
    package var prefix = ""
    /// The environment that the connection came from; named in the title unless it is `default`.
    package var environment = "default"
    /// What `migrate` had applied before it failed; `nil` of other commands, and where it had not come to that.
    public var report: MigrateReport?
    /// The file of the migration that failed, as the history names it; `nil` where none was being run.
    package var failedScript: String?
    /// The placeholders without a value that are the reason, or found beside it.
    package var unfilled: [UnfilledPlaceholder] = []
    /// Whether Flyway would ask for a licence, which has an exit status of its own.
    package var needsLicence = false
    /// What state things are in now and what to do next; `nil` where the message says it all.
    public var advice: String?

    /// For tests of what a program does when its start fails.
    /// - Parameters:
    ///   - code: What went wrong.
    ///   - message: The whole message, as people see it.
    ///   - failure: The place in a script.
    ///   - databaseError: What the database said.
    ///   - report: What had been applied before.
    ///   - advice: What to do next.
    public init(
        code: Code, message: String, failure: ScriptFailure? = nil, databaseError: DatabaseError? = nil,
        report: MigrateReport? = nil, advice: String? = nil
    ) {
        self.code = code
        self.message = message
        self.failure = failure
        self.databaseError = databaseError
        self.report = report
        self.advice = advice
    }
}

/// Where a script failed.
public struct ScriptFailure: Sendable, Equatable {
    /// File name without folder.
    public var script: String
    /// As it is reached from the location as configured.
    public var displayPath: String
    /// For programs; of a script in the executable `embedded:` and its path there, of a migration in Swift where it stands.
    public var absolutePath: String
    /// Of the statement's first token, counted from 1 in the file as written.
    public var line: Int
    /// Of the same token, from 1, in characters.
    public var column: Int
    /// The line that the database pointed at, from 1, in the file as written; `nil` where it pointed nowhere.
    public var errorLine: Int?
    /// The column that it pointed at, from 1, in characters.
    public var errorColumn: Int?
    /// The statement as it was sent, placeholders replaced.
    public var statement: String

    package init(
        script: String, displayPath: String, absolutePath: String, line: Int, column: Int, errorLine: Int? = nil,
        errorColumn: Int? = nil, statement: String
    ) {
        self.script = script
        self.displayPath = displayPath
        self.absolutePath = absolutePath
        self.line = line
        self.column = column
        self.errorLine = errorLine
        self.errorColumn = errorColumn
        self.statement = statement
    }
}

extension MigrationError: CustomStringConvertible {
    /// ``consoleText``, so that an error that nobody catches says what it has to say.
    public var description: String { consoleText }
}

extension MigrationError.Code {
    /// Any error without a code of its own.
    public static let error = Self(name: "ERROR")
    /// Something that must not happen: a defect of swiftway.
    public static let fault = Self(name: "FAULT")
    /// A setting that does not exist, means nothing or contradicts another one.
    public static let configuration = Self(name: "CONFIGURATION")
    /// Somebody asked the run to stop: a signal, or a cancelled task.
    public static let interrupted = Self(name: "INTERRUPTED")
    /// A lock could not be had within `lockRetryBudget`: worth trying again later.
    public static let lockTimeout = Self(name: "LOCK_TIMEOUT")
    /// The connection that holds the migration lock is gone: others may migrate now.
    public static let lockLost = Self(name: "LOCK_LOST")
    /// The connection went away in the middle.
    public static let connectionLost = Self(name: "CONNECTION_LOST")
    /// The database refused something outside a migration, such as a callback, or cannot be reached.
    public static let databaseConnection = Self(name: "DB_CONNECTION")
    /// Two files have one version.
    public static let duplicateVersionedMigration = Self(name: "DUPLICATE_VERSIONED_MIGRATION")
    /// Two repeatable migrations have one description.
    public static let duplicateRepeatableMigration = Self(name: "DUPLICATE_REPEATABLE_MIGRATION")
    /// The history says twice that a migration is gone.
    public static let duplicateDeletedMigration = Self(name: "DUPLICATE_DELETED_MIGRATION")
    /// The schema has tables but no history: `baseline`, or `baselineOnMigrate`.
    public static let nonEmptySchema = Self(name: "NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE")
    /// Files and history do not agree; the message lists every finding.
    public static let validation = Self(name: "VALIDATE_ERROR")
    /// The default schema is missing, so that nothing could be compared.
    public static let schemaDoesNotExist = Self(name: "SCHEMA_DOES_NOT_EXIST")
    /// A versioned migration has failed, now or, by the history, earlier.
    public static let failedVersionedMigration = Self(name: "FAILED_VERSIONED_MIGRATION")
    /// A repeatable migration has failed, now or earlier.
    public static let failedRepeatableMigration = Self(name: "FAILED_REPEATABLE_MIGRATION")
    /// A baseline migration (`B5__everything.sql`) has failed, now or earlier.
    public static let failedBaselineMigration = Self(name: "FAILED_BASELINE_MIGRATION")
    /// A finding: a version is applied that has no file.
    public static let appliedVersionedNotResolved = Self(name: "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED")
    /// A finding: a repeatable migration is applied that has no file.
    public static let appliedRepeatableNotResolved = Self(name: "APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED")
    /// A finding: a version is not applied.
    public static let resolvedVersionedNotApplied = Self(name: "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED")
    /// A finding: a repeatable migration is not applied.
    public static let resolvedRepeatableNotApplied = Self(name: "RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED")
    /// A finding: a repeatable migration has changed since it was applied.
    public static let outdatedRepeatable = Self(name: "OUTDATED_REPEATABLE_MIGRATION")
    /// A finding: the file is of another type than the row, such as a program in place of SQL.
    public static let typeMismatch = Self(name: "TYPE_MISMATCH")
    /// A finding: the file has changed since it was applied.
    public static let checksumMismatch = Self(name: "CHECKSUM_MISMATCH")
    /// A finding: the file has another description than the row.
    public static let descriptionMismatch = Self(name: "DESCRIPTION_MISMATCH")
}
