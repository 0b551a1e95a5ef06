import SwiftwayCore
import SwiftwayDatabase

/// What holding the lock takes.
typealias LockingConnection = ConnectionFacts & MigrationLocking & Statements & Transactions

/// Holds the migration lock while something runs.
final class MigrationLockKeeper {
    /// Where the lock is.
    enum Place {
        /// In the session that works: whatever ends it ends its work, too.
        case worker(any LockingConnection)
        /// In a transaction on a connection of its own, while the work can have no transaction: behind a pooler a session's
        /// lock would stay with the server connection, and be granted again to whoever gets that next.
        case ownTransaction(() throws(MigrationError) -> any LockingConnection)
    }

    private enum State {
        case free
        case held(any LockingConnection)
    }

    private let polling: LockPolling
    private let place: Place
    private let look: HistoryLook
    private var state = State.free

    /// - Parameter look: What is looked at as soon as the worker has the lock.
    init(_ place: Place, look: HistoryLook, polling: LockPolling) {
        self.place = place
        self.look = look
        self.polling = polling
    }

    func acquire() throws(MigrationError) {
        let key = polling.key
        switch place {
        case .worker(let connection):
            try polling.wait(on: connection) { () throws(DatabaseError) in try connection.tryLock(key, look: look) }
            state = .held(connection)
        case .ownTransaction(let connect):
            let connection = try connect()
            try polling.wait(on: connection) { () throws(DatabaseError) in
                try connection.tryBegin(TransactionOptions(), lock: key)
            }
            state = .held(connection)
        }
    }

    /// A condition in SQL, for the worker, that holds as long as the lock is ours.
    var condition: String? {
        if case .held(let connection) = state { connection.lockCondition } else { nil }
    }

    /// Makes sure, behind something that may have given the lock back (`DISCARD ALL`, `pg_advisory_unlock_all()`), that it
    /// is ours.
    /// - Throws: ``MigrationError`` with the code `LOCK_LOST` where somebody else has it.
    func renew() throws(MigrationError) {
        guard case .held(let connection) = state else { return }
        do {
            switch place {
            case .worker: if try connection.renewLock(polling.key) { return }
            case .ownTransaction:
                _ = try connection.query("SELECT 1", [])
                return
            }
        } catch {
            throw Self.lost(error.message, error)
        }
        throw Self.lost("Something in the migration has given it back, and somebody else has it now.", nil)
    }

    static func lost(_ reason: String, _ error: DatabaseError?) -> MigrationError {
        MigrationError(
            code: .lockLost, message: "The migration lock is lost. \(reason)", databaseError: error,
            advice: "Others may be migrating now, so that nothing more was applied. Run migrate again.")
    }

    /// What gives the lock back, at the end of a pipeline; `nil` where it cannot be done there.
    var releaseStatement: String? {
        guard case .worker = place, case .held(let connection) = state else { return nil }
        return connection.unlockStatement(polling.key)
    }

    /// Takes the lock as given back by ``releaseStatement``.
    func released(_ result: StatementResult) {
        state = .free
        if result.rows.first?.first != "t" { polling.observe(.lockLost) }
    }

    func release() {
        guard case .held(let connection) = state else { return }
        state = .free
        switch place {
        case .worker: if (try? connection.unlock(polling.key)) != true { polling.observe(.lockLost) }
        case .ownTransaction: try? connection.rollback()
        }
    }
}
