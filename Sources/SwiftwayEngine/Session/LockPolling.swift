import SwiftwayCore
import SwiftwayDatabase

/// Asks for the migration lock until it is there, and says who is in the way.
///
/// It is polled, never waited for: whoever builds an index concurrently waits for every session that waits inside
/// `pg_advisory_lock`, and would wait for us for ever.
struct LockPolling {
    let key: Int64
    let retryCount: Int
    let interruption: Interruption
    let observe: (Event) -> Void

    /// Tries once a second, `lockRetryCount` times more after the first.
    /// - Parameter attempt: Tries on `connection`, and is `false` where somebody else has the lock.
    /// - Throws: ``MigrationError`` also where it was all in vain.
    func wait(
        on connection: any ConnectionFacts & MigrationLocking, attempt: () throws(DatabaseError) -> Bool
    ) throws(MigrationError) {
        let watch = Stopwatch()
        var count = 0
        while true {
            do {
                if try attempt() { break }
            } catch {
                throw MigrationError.database("Unable to acquire \(connection.kind.lockName)", error)
            }
            try interruption.check()
            // At once and every ten seconds, so that nobody thinks that it hangs.
            if count % 10 == 0 {
                observe(
                    .waitingForLock(holder: try? connection.lockHolder(key), seconds: watch.milliseconds / 1000))
            }
            guard retryCount < 0 || count < retryCount else {
                throw MigrationError(
                    code: .error,
                    message: "Number of retries exceeded while attempting to acquire \(connection.kind.lockName). "
                        + "Configure the number of retries with the 'lockRetryCount' configuration option: "
                        + Links.lock,
                    advice: Self.advice(try? connection.lockHolder(key)))
            }
            count += 1
            // Jitter keeps many waiters from asking in step.
            interruption.pause(.seconds(1 + Double.random(in: 0..<0.2)))
        }
        observe(.lockAcquired(waited: watch.elapsed))
    }

    private static func advice(_ holder: LockHolder?) -> String {
        let who = holder.map { "The lock is held by \($0)." } ?? "The lock is held by another session."
        return "\(who) Nothing was changed; run the command again when that session has ended."
    }
}
