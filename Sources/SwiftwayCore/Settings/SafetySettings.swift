/// How long a run waits for others, and how it makes sure that nothing is lost or left half done.
public struct SafetySettings: Sendable, Equatable {
    /// How long a statement of a transactional migration waits for a lock before the migration is rolled back and
    /// tried again. Zero is without end, as in Flyway. `nil` is ``defaultLockTimeout``, except where the session has
    /// a `lock_timeout` of its own.
    public var lockTimeout: Duration?
    /// How long all waiting for locks and trying again of one run may take.
    public var lockRetryBudget = Duration.seconds(300)
    /// How long a statement of a migration may run; `nil` and zero are without end.
    public var statementTimeout: Duration?
    public var durability = Durability.run
    public var resume = Resume.automatic
    /// Where a copy of the database is written before it is changed; a folder or a file that is not there yet.
    public var backup: String?

    public static let defaultLockTimeout = Duration.seconds(5)

    public init() {}

    /// When commits are made safe on disk.
    public enum Durability: String, Sendable, CaseIterable {
        /// Once, before the run says that anything is applied.
        case run
        /// At each migration.
        case each
    }

    /// How a migration that ran without a transaction goes on after it was interrupted or has failed.
    public enum Resume: String, Sendable, CaseIterable {
        /// At the unfinished statement, where the file is the same and nothing is in doubt; else it is refused.
        case automatic = "auto"
        /// At the unfinished statement, whatever became of it.
        case again
        /// Behind the unfinished statement: somebody has finished it by hand.
        case next
        /// From the beginning: somebody has undone what was done.
        case restart
    }
}
