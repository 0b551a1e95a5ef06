public import SwiftwayCore

/// What a service does about its schema before it serves.
///
/// | | `migrate` | `verifyOnly` | `waitForMigrations` |
/// | --- | --- | --- | --- |
/// | the schema is as the files say | ready | ready | ready |
/// | it is behind | is migrated | `SCHEMA_BEHIND` | waits, then `SCHEMA_BEHIND` |
/// | it is ahead: a newer release has migrated | ready | `SCHEMA_AHEAD` | `SCHEMA_AHEAD` |
/// | a migration has failed, or a file has changed | error | error | error |
/// | somebody else migrates | waits, then looks again | what is there by then | waits |
/// | the database cannot be reached | error, after `connectRetries` | error | waits, then error |
///
/// A migration that failed without leaving anything behind is not in the history: to the others it is still to come.
public enum StartPolicy: Sendable, Equatable {
    /// Of many that start at once one migrates; the others wait for it, for `lockRetryCount` seconds at the most, and
    /// then find nothing to do.
    case migrate
    /// Changes nothing and waits for nothing: for readiness checks, and where migrating is somebody else's task.
    case verifyOnly
    /// Looks again and again until somebody else has migrated: at first after a tenth of a second, then less often, at
    /// least every two seconds. A look that has begun is not cut short, so that ``/SwiftwayCore/ConnectionSettings/connectRetries`` comes
    /// on top of the timeout.
    case waitForMigrations(timeout: Duration)
}

/// A schema that a service can work with.
public struct StartReport: Sendable, Equatable {
    /// The highest version applied; `nil` where there are only repeatable migrations, or none at all.
    public var schemaVersion: String?
    /// What this process has applied itself; nothing where another one did, or none had to.
    public var applied: [MigrateReport.Migration]

    /// For tests of a program that must not need a database.
    /// - Parameters:
    ///   - schemaVersion: The version that the schema has.
    ///   - applied: What this process has applied itself.
    public init(schemaVersion: String?, applied: [MigrateReport.Migration] = []) {
        self.schemaVersion = schemaVersion
        self.applied = applied
    }
}
