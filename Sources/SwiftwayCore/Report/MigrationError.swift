public import SwiftwayDatabase

/// Why a command failed: what, where, what the database said, and what to do next.
public struct MigrationError: Error, Sendable {
    /// What went wrong. A struct, not an enum: a new code must not break a caller's exhaustive `switch`.
    public struct Code: Sendable, Hashable {
        /// As in the JSON field `errorCode`.
        public let name: String
        public init(name: String) { self.name = name }
    }

    public var code: Code
    /// The whole message, as people see it; of a failed script the block with SQL state, location and line.
    public var message: String
    /// The place in a script, where a script failed.
    public var failure: ScriptFailure?
    /// What the database said.
    public var databaseError: DatabaseError?
    /// What stands before the script's own block: `Error while executing beforeMigrate callback: `.
    public var prefix = ""
    /// The environment that the connection came from; named in the title unless it is `default`.
    public var environment = "default"
    /// What had been applied by the same command before it failed.
    public var report: MigrateReport?
    /// What state things are in now and what to do next; printed below the message.
    public var advice: String?

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
    public var absolutePath: String
    /// Of the statement's first token, counted from 1 in the file as written.
    public var line: Int
    public var column: Int
    /// Where the database pointed at, if it did: line and column of the file as written.
    public var errorLine: Int?
    public var errorColumn: Int?
    public var statement: String

    public init(
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

extension MigrationError.Code {
    /// Any error without a code of its own.
    public static let error = Self(name: "ERROR")
    /// Something that must not happen: a defect of swiftway.
    public static let fault = Self(name: "FAULT")
    public static let configuration = Self(name: "CONFIGURATION")
    /// Somebody asked the run to stop: a signal, or a cancelled task.
    public static let interrupted = Self(name: "INTERRUPTED")
    /// A lock could not be had within `lockRetryBudget`: worth trying again later.
    public static let lockTimeout = Self(name: "LOCK_TIMEOUT")
    /// The connection that holds the migration lock is gone: others may migrate now.
    public static let lockLost = Self(name: "LOCK_LOST")
    /// The connection went away in the middle.
    public static let connectionLost = Self(name: "CONNECTION_LOST")
    /// The database refused something outside a migration, or cannot be reached.
    public static let databaseConnection = Self(name: "DB_CONNECTION")
    public static let duplicateVersionedMigration = Self(name: "DUPLICATE_VERSIONED_MIGRATION")
    public static let duplicateRepeatableMigration = Self(name: "DUPLICATE_REPEATABLE_MIGRATION")
    public static let duplicateDeletedMigration = Self(name: "DUPLICATE_DELETED_MIGRATION")
    public static let nonEmptySchema = Self(name: "NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE")
    public static let validation = Self(name: "VALIDATE_ERROR")
    public static let schemaDoesNotExist = Self(name: "SCHEMA_DOES_NOT_EXIST")
    public static let failedVersionedMigration = Self(name: "FAILED_VERSIONED_MIGRATION")
    public static let failedRepeatableMigration = Self(name: "FAILED_REPEATABLE_MIGRATION")
    public static let failedBaselineMigration = Self(name: "FAILED_BASELINE_MIGRATION")
    public static let appliedVersionedNotResolved = Self(name: "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED")
    public static let appliedRepeatableNotResolved = Self(name: "APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED")
    public static let resolvedVersionedNotApplied = Self(name: "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED")
    public static let resolvedRepeatableNotApplied = Self(name: "RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED")
    public static let outdatedRepeatable = Self(name: "OUTDATED_REPEATABLE_MIGRATION")
    public static let typeMismatch = Self(name: "TYPE_MISMATCH")
    public static let checksumMismatch = Self(name: "CHECKSUM_MISMATCH")
    public static let descriptionMismatch = Self(name: "DESCRIPTION_MISMATCH")
}
