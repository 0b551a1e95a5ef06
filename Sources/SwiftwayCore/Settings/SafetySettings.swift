/// How long a run waits for others, and how it makes sure that nothing is lost or left half done.
public struct SafetySettings: Sendable, Equatable {
    /// `lockTimeout`: how long a statement of a transactional migration waits for a lock on PostgreSQL before the
    /// migration is rolled back and tried again. Zero is without end, as in Flyway. `nil` is five seconds, except where
    /// the session has a `lock_timeout` of its own.
    public var lockTimeout: Duration?
    /// `lockRetryBudget`: how long all waiting for locks and trying again of one run may take before it fails with
    /// `LOCK_TIMEOUT`; five minutes. Zero does not try again.
    public var lockRetryBudget = Duration.seconds(300)
    /// `statementTimeout`: how long a statement of a migration may run on PostgreSQL, those with `CONCURRENTLY` excepted;
    /// `nil` and zero are without end.
    public var statementTimeout: Duration?
    /// `durability`: when commits are made safe on disk; once in a run.
    public var durability = Durability.run
    /// `resume`: how a migration without a transaction goes on after it has failed; by itself where nothing is in doubt.
    public var resume = Resume.automatic
    /// `backup`: where a copy of an SQLite database is written before `migrate` changes it; a folder, or a file that is
    /// not there yet. `nil` is none.
    public var backup: String?

    package static let defaultLockTimeout = Duration.seconds(5)

    /// Five seconds of patience with each lock, five minutes in all.
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
