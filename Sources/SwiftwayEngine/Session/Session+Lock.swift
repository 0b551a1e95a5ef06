import Dispatch
import SwiftwayCore
import SwiftwayDatabase

/// What keeps other migrators away: for a whole run, for one transaction, or for work that can have none.
extension Session {
    /// Runs `body` while holding the migration lock.
    func locked<Value>(_ body: () throws(MigrationError) -> Value) throws(MigrationError) -> Value {
        try refuseReadOnly("migrated")
        // Elsewhere each transaction excludes others; see begin(_:).
        guard connection.exclusion == .session, lock == nil else { return try body() }
        return try holding(.worker(connection), body)
    }

    /// - Parameter action: What cannot be done: `migrated`.
    func refuseReadOnly(_ action: String) throws(MigrationError) {
        guard connection.isReadOnly else { return }
        throw MigrationError(
            code: .error, message: "The database is read-only: nothing can be \(action).",
            advice: "Nothing was changed. Is it a standby, or a file without write permission?")
    }

    /// Runs `body`, which has no transaction around it, while no other migrator does the same.
    func alone<Value>(_ body: () throws(MigrationError) -> Value) throws(MigrationError) -> Value {
        guard connection.exclusion == .transaction, lock == nil else { return try body() }
        guard connection.isBehindPooler else { return try holding(.worker(connection), body) }
        return try holding(
            .ownTransaction { [connector] () throws(MigrationError) in
                try Self.explainingPool { () throws(MigrationError) in
                    try connector.connect(within: Self.patienceWithPool)
                }
            }
        ) { () throws(MigrationError) in
            // Now the lock has a connection of the pool to itself: is there another one for the work?
            try Self.explainingPool { () throws(MigrationError) in try askPatiently() }
            return try body()
        }
    }

    private func askPatiently() throws(MigrationError) {
        let watchdog = DispatchWorkItem { [canceller = connection.canceller] in canceller.cancel() }
        DispatchQueue.global().asyncAfter(
            deadline: .now() + .milliseconds(Int(Self.patienceWithPool / .milliseconds(1))), execute: watchdog)
        defer { watchdog.cancel() }
        try ask("No connection of the pool is left for the work") { connection throws(DatabaseError) in
            _ = try connection.query("SELECT 1", [])
        }
    }

    private static func explainingPool<Value>(
        _ body: () throws(MigrationError) -> Value
    ) throws(MigrationError) -> Value {
        do {
            return try body()
        } catch {
            var error = error
            error.advice =
                "Behind a pooler a migration without a transaction needs a second connection, for the lock. Nothing of it "
                + "was run. Connect to the server directly, or give the pool more connections than there are migrators."
            throw error
        }
    }

    /// How long a pooler may take for a second connection.
    private static let patienceWithPool = Duration.seconds(15)

    private func holding<Value>(
        _ place: MigrationLockKeeper.Place, _ body: () throws(MigrationError) -> Value
    ) throws(MigrationError) -> Value {
        let lock = MigrationLockKeeper(place, look: history.table.look(on: connection.kind), polling: polling)
        try lock.acquire()
        self.lock = lock
        defer {
            self.lock = nil
            lock.release()
        }
        // Whoever had it before us may have written.
        history.forget()
        history.adopt(connection.takeFoundHistory())
        history.condition = lock.condition
        defer { history.condition = nil }
        return try body()
    }

    private var polling: LockPolling {
        LockPolling(
            key: MigrationLock.key(for: history.name), retryCount: settings.execution.lockRetryCount,
            interruption: interruption, observe: observe)
    }

    /// What ``begin(_:)`` does besides, for a pipeline.
    var lockStatements: [String] { connection.lockStatements(polling.key) }

    /// Begins a transaction that no other migrator has at the same time, and waits for its turn.
    func begin(
        _ options: TransactionOptions = TransactionOptions(), title: String = "Unable to begin a transaction"
    ) throws(MigrationError) {
        guard connection.isBehindPooler, lock == nil else {
            return try ask(title) { connection throws(DatabaseError) in
                try connection.begin(options)
            }
        }
        let key = polling.key
        try polling.wait(on: connection) { [connection] () throws(DatabaseError) in
            try connection.tryBegin(options, lock: key)
        }
    }

    /// Runs `body` in a transaction that no other migrator has at the same time.
    /// - Parameter title: What could not be done, where the transaction cannot be begun or committed.
    func exclusively<Value>(
        _ title: String? = nil, _ body: () throws(MigrationError) -> Value
    ) throws(MigrationError) -> Value {
        try begin(title: title ?? "Unable to begin a transaction")
        // Between two transactions others may have written.
        if connection.exclusion == .transaction { history.forget() }
        do {
            let value = try body()
            try ask(title ?? "Unable to commit") { connection throws(DatabaseError) in try connection.commit() }
            return value
        } catch {
            try? connection.rollback()
            throw error
        }
    }
}
