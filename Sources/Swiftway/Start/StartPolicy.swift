public import SwiftwayCore

/// What a service does about its schema before it serves. <doc:MigratingAtStartUp> has the table of what each does when
/// the schema is behind, ahead, changed, being migrated or out of reach.
public enum StartPolicy: Sendable, Equatable {
    /// Brings the schema up to date, and accepts one that is ahead. Of many that start at once one migrates; the others
    /// wait for it, for `lockRetryCount` seconds at the most, and then find nothing to do.
    case migrate
    /// Changes nothing and waits for nothing, and accepts only the schema that this program's migrations make.
    case verifyOnly
    /// Looks again and again until somebody else has migrated: at first after a tenth of a second, then less often, at
    /// least every two seconds. A look that has begun is cut short at the end of the timeout; without any, there is one.
    case waitForMigrations(timeout: Duration)
}

/// A schema that a service can work with.
public struct StartReport: Sendable, Equatable {
    /// The highest version applied. `nil` where there are only repeatable migrations, or none at all.
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
