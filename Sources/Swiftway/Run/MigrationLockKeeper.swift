import SwiftwayCore
import SwiftwayDatabase

/// Holds the migration lock for a run.
///
/// The lock is polled, never waited for, by plain queries on a connection of its own that is in no transaction:
/// whoever builds an index concurrently waits for every open transaction and for every session that waits inside
/// `pg_advisory_lock`, and would wait for us for ever.
final class MigrationLockKeeper {
    private let key: Int64
    private let retryCount: Int
    private let connect: () throws(MigrationError) -> any DatabaseConnection
    private let observe: (Event) -> Void
    private let interruption: Interruption
    /// The connection that holds it; `nil` while it is not held. It may be asked by simple queries.
    private(set) var connection: (any DatabaseConnection)?

    /// - Parameter connect: Gives the connection that the lock is held on.
    init(
        key: Int64, retryCount: Int, interruption: Interruption, observe: @escaping (Event) -> Void,
        connect: @escaping () throws(MigrationError) -> any DatabaseConnection
    ) {
        self.key = key
        self.retryCount = retryCount
        self.connect = connect
        self.observe = observe
        self.interruption = interruption
    }

    /// Tries once a second, `lockRetryCount` times more after the first, and says who is in the way.
    func acquire() throws(MigrationError) {
        let connection = try connect()
        self.connection = connection
        let watch = Stopwatch()
        var attempt = 0
        while !(try tryLock(connection)) {
            try interruption.check()
            let seconds = watch.milliseconds / 1000
            // At once and every ten seconds, so that nobody thinks that it hangs.
            if attempt % 10 == 0 {
                observe(.waitingForLock(holder: try? connection.lockHolder(key), seconds: seconds))
            }
            guard retryCount < 0 || attempt < retryCount else {
                throw MigrationError(
                    code: .error,
                    message: "Number of retries exceeded while attempting to acquire \(connection.kind.lockName). "
                        + "Configure the number of retries with the 'lockRetryCount' configuration option: "
                        + Links.lock,
                    advice: Self.advice(try? connection.lockHolder(key)))
            }
            attempt += 1
            // Jitter keeps many waiters from asking in step.
            interruption.pause(.seconds(1 + Double.random(in: 0..<0.2)))
        }
        observe(.lockAcquired(waited: watch.elapsed))
    }

    /// A condition in SQL that holds as long as the lock is ours.
    var condition: String? { connection?.lockCondition }

    /// Whether the lock can still be ours.
    /// - Parameter asking: Whether the database is asked, which costs a round trip and finds a dead network too.
    /// - Throws: ``MigrationError`` with the code `LOCK_LOST` where its connection is gone.
    func check(asking: Bool) throws(MigrationError) {
        guard let connection else { return }
        var reason: DatabaseError?
        if asking {
            do { _ = try connection.query("SELECT 1", []) } catch { reason = error }
        }
        guard !connection.isConnected || reason != nil else { return }
        throw Self.lost(reason?.message ?? "The server has closed it.", reason)
    }

    static func lost(_ reason: String, _ error: DatabaseError?) -> MigrationError {
        MigrationError(
            code: .lockLost,
            message: "The migration lock is lost: the connection that held it is gone. \(reason)", databaseError: error,
            advice: "Others may be migrating now, so that nothing more was applied. Run migrate again.")
    }

    func release() {
        guard let connection else { return }
        self.connection = nil
        if connection.isBehindPooler {
            try? connection.rollback()
        } else if (try? connection.unlock(key)) != true {
            observe(.lockLost)
        }
    }

    /// Behind a pooler a session's lock would stay with the server connection and be granted again to whoever gets
    /// that connection next: there the lock is that of a transaction, kept open for the whole run.
    private func tryLock(_ connection: any DatabaseConnection) throws(MigrationError) -> Bool {
        do {
            guard connection.isBehindPooler else { return try connection.tryLock(key) }
            try connection.begin()
            if try connection.tryTransactionLock(key) { return true }
            try connection.rollback()
            return false
        } catch {
            throw MigrationError.database("Unable to acquire \(connection.kind.lockName)", error)
        }
    }

    private static func advice(_ holder: LockHolder?) -> String {
        let who = holder.map { "The lock is held by \($0)." } ?? "The lock is held by another session."
        return "\(who) Nothing was changed; run the command again when that session has ended."
    }
}
