/// Excludes other migrators of the same history table.
package protocol MigrationLocking: AnyObject {
    /// What keeps other migrators of the same history table away while this connection works.
    var exclusion: Exclusion { get }
    /// Tries to take the lock that excludes other migrators of the same history table, for the session, without waiting and
    /// outside any transaction.
    /// - Parameter look: What to look at as soon as the lock is held, for ``takeFoundHistory()``.
    func tryLock(_ key: Int64, look: HistoryLook?) throws(DatabaseError) -> Bool
    /// Begins a transaction and takes the same lock until it ends, without waiting: the form that works through a pooler.
    /// Where a transaction that writes excludes others anyway, it is ``begin(_:)``.
    /// - Returns: `false` where somebody else has the lock; then there is no transaction.
    func tryBegin(_ options: TransactionOptions, lock key: Int64) throws(DatabaseError) -> Bool
    /// Statements, for the start of a transaction in a pipeline, that take the lock or fail.
    func lockStatements(_ key: Int64) -> [String]
    /// A condition in SQL, without which nothing may be recorded, that holds as long as the lock is held: asked on this
    /// connection where the lock is the session's, on others where it is the transaction's. `nil` where there is none.
    var lockCondition: String? { get }
    /// Takes the session's lock again if something that ran here has given it back (`DISCARD ALL`); `false` where somebody
    /// else was faster.
    func renewLock(_ key: Int64) throws(DatabaseError) -> Bool
    /// Gives the lock back; `false` if it was not ours any more.
    func unlock(_ key: Int64) throws(DatabaseError) -> Bool
    /// What ``unlock(_:)`` asks, for a pipeline: one row of one truth value. `nil` where there are no pipelines.
    func unlockStatement(_ key: Int64) -> String?
    /// Who holds the lock, for people who wait: pid, application, age, query; `nil` if nobody or unknown.
    func lockHolder(_ key: Int64) throws(DatabaseError) -> LockHolder?
}

/// What keeps other migrators of the same history table away.
package enum Exclusion: Sendable {
    /// A lock of the session that works, held for a whole run: whatever ends the session ends its work, too.
    case session
    /// Each transaction that writes: between two of them others may migrate, so that each looks at the history again.
    case transaction
}

extension MigrationLocking {
    /// Tries to take the lock for the session.
    package func tryLock(_ key: Int64) throws(DatabaseError) -> Bool { try tryLock(key, look: nil) }
}
