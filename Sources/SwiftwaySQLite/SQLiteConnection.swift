internal import CSQLite
package import SwiftwayDatabase

/// A database of SQLite: a file or memory. One connection does everything; see ``DatabaseConnection`` for the rules.
package final class SQLiteConnection: DatabaseConnection {
    /// How long ``begin()``, ``commit()`` and the engine's own reads wait for another writer. A second migrator
    /// waits until the first has finished rather than fail; the user's `busy_timeout` still holds for statements.
    package var patience: Duration

    package var onNotice: ((Notice) -> Void)?
    package var onWait: ((Duration) -> Void)? {
        get { waiting.handler }
        set { waiting.handler = newValue }
    }
    package let isReadOnly: Bool
    package var readsResults = true

    let handle: SQLiteHandle
    /// Of the file beside the database, while its lock is held.
    var lockDescriptor: Int32?
    /// What the connection was like before a script changed it; `nil` as long as none has.
    var ownState: ConnectionState?
    private let interruption: SQLiteCanceller
    private let waiting = SQLiteWaiting()

    /// The version of the library that is linked: `3.40.1`.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }

    /// Sets SQLite up for a process that has it for itself, before its first connection: a tenth less work. A server that
    /// embeds swiftway may use SQLite for other things too, and decides for itself.
    package static func prepareOwnProcess() { swiftway_leave_out_statistics() }

    /// Whether `url` is an address of SQLite: `jdbc:sqlite:…` or `sqlite:…`.
    package static func recognises(_ url: String) -> Bool { SQLiteAddress.recognises(url) }

    /// Opens the database and reads its first page, so that a file that is no database is refused here. A missing
    /// file is created, a missing folder is not. User and password are ignored.
    package init(_ request: ConnectionRequest) throws(DatabaseError) {
        guard let address = SQLiteAddress(request.url, properties: request.properties) else {
            throw DatabaseError(category: .connectionFailed, message: "The address is not one of SQLite")
        }
        patience = request.patience
        handle = try SQLiteHandle(address)
        interruption = SQLiteCanceller(of: handle.pointer)
        waiting.watch(handle.pointer)
        isReadOnly = sqlite3_db_readonly(handle.pointer, "main") == 1
        sqlite3_busy_timeout(handle.pointer, address.busyTimeout)
        try checkFile(at: address.path)
        for pragma in address.pragmas {
            _ = try run("PRAGMA \(pragma.name) = \(quoted(literal: pragma.value))")
        }
    }

    deinit {
        interruption.retire()
        _ = try? unlock(0)
    }

    /// Absolute; `nil` for a database in memory.
    var databasePath: String? {
        let path = sqlite3_db_filename(handle.pointer, "main").map { String(cString: $0) } ?? ""
        return path.isEmpty ? nil : path
    }

    package var kind: DatabaseKind { .sqlite }
    /// Of the number X * 1000000 + Y * 1000 + Z: <https://sqlite.org/c3ref/libversion.html>.
    package var productVersion: String { "\(serverVersion / 1_000_000).\(serverVersion / 1_000 % 1_000)" }
    package var serverVersion: Int { Int(sqlite3_libversion_number()) }
    package var databaseName: String? { nil }
    package var user: String { "" }
    package var canceller: any Canceller { interruption }
    package var isBehindPooler: Bool { false }
    package var sessionID: Int? { nil }
    package var isConnected: Bool { true }

    /// Opening is lazy in SQLite: only reading tells whether the file is a database.
    private func checkFile(at path: String?) throws(DatabaseError) {
        do {
            _ = try patiently { () throws(DatabaseError) in try run("SELECT count(*) FROM sqlite_master") }
        } catch {
            guard error.category == .statement else { throw error }
            var failure = error
            failure.category = .connectionFailed
            failure.message += path.map { ": '\($0)'" } ?? ""
            throw failure
        }
    }

    // MARK: Statements

    package func execute(_ sql: String) throws(DatabaseError) -> [StatementResult] {
        try interruptibly { () throws(DatabaseError) in
            try keepState(before: sql)
            return try run(sql, keepsRows: readsResults)
        }
    }

    package func query(_ sql: String, _ values: [BoundValue]) throws(DatabaseError) -> [Row] {
        try interruptibly { () throws(DatabaseError) in
            let results = { () throws(DatabaseError) in try self.run(sql, values) }
            // Inside a transaction waiting is useless: whoever holds the lock waits for ours.
            return try (isInTransaction ? results() : patiently(results)).last?.rows ?? []
        }
    }

    package func execute(_ sql: String, forEach rows: [[BoundValue]]) throws(DatabaseError) {
        try refuseNUL(in: sql)
        let connection = handle.pointer
        try interruptibly { () throws(DatabaseError) in
            try sql.utf8CString.withUnsafeBufferPointer { (text) throws(DatabaseError) in
                var start = 0
                guard let statement = try SQLiteStatement(on: connection, text: text, from: &start) else { return }
                for row in rows {
                    try statement.bind(row)
                    _ = try statement.run()
                    statement.reset()
                }
            }
        }
    }

    package func runTogether(_ statements: [String]) throws(DatabaseError) {
        guard isInTransaction else {
            try begin()
            do {
                try runTogether(statements)
                return try commit()
            } catch {
                try? rollback()
                throw error
            }
        }
        for sql in statements { _ = try run(sql) }
    }

    package func copy(_ statement: String, data next: CopyData) throws(DatabaseError) -> StatementResult {
        throw DatabaseError(resultCode: SQLITE_ERROR, message: "SQLite has no COPY")
    }

    /// Runs every statement of `sql`.
    func run(_ sql: String, _ values: [BoundValue] = [], keepsRows: Bool = true) throws(DatabaseError)
        -> [StatementResult]
    {
        try refuseNUL(in: sql)
        let connection = handle.pointer
        return try sql.utf8CString.withUnsafeBufferPointer { (text) throws(DatabaseError) in
            var results: [StatementResult] = []
            var start = 0
            while let statement = try SQLiteStatement(on: connection, text: text, from: &start) {
                try statement.bind(values)
                results.append(try statement.run(keepsRows: keepsRows))
            }
            return results
        }
    }

    /// The texts of the first column.
    func texts(_ sql: String, _ values: [BoundValue] = []) throws(DatabaseError) -> [String] {
        try query(sql, values).compactMap { $0.first ?? nil }
    }

    // MARK: Transactions

    package var isInTransaction: Bool { sqlite3_get_autocommit(handle.pointer) == 0 }

    /// Locks and statements have no time limits here, and the durability of a commit is a pragma of the connection.
    package func begin(_ options: TransactionOptions) throws(DatabaseError) { try runPatiently("BEGIN IMMEDIATE") }

    package func commit() throws(DatabaseError) {
        guard isInTransaction else { return }
        try runPatiently("COMMIT")
    }

    package func rollback() throws(DatabaseError) {
        guard isInTransaction else { return }
        _ = try run("ROLLBACK")
    }

    // MARK: Session

    package var currentSchema: String? { "main" }

    package var plainStringsEscape: Bool { false }

    package func optionSettings() throws(DatabaseError) -> [String: String] { [:] }

    package func restoreStatements(_ settings: [String: String]) -> [String] { [] }

    package func sessionStatements(_ options: TransactionOptions) -> [String] { [] }

    // MARK: Pipelines

    package func startPipeline() throws(DatabaseError) -> (any StatementPipeline)? { nil }

    package func beginStatements(_ options: TransactionOptions) -> [String] { ["BEGIN IMMEDIATE"] }

    package func sessionCondition(
        defaultSchema schema: String?, after statements: [String]
    ) throws(DatabaseError) -> String? { nil }

    package func resetStatements(defaultSchema schema: String?, inTransaction: Bool) -> [String] { [] }

    package func leaveStatements(defaultSchema schema: String?) -> [String] { [] }

    // MARK: Waiting

    private func runPatiently(_ sql: String) throws(DatabaseError) {
        try interruptibly { () throws(DatabaseError) in
            _ = try patiently { () throws(DatabaseError) in try run(sql) }
        }
    }

    /// Repeats `work` while another connection holds the lock, for as long as ``patience`` allows.
    ///
    /// SQLite's own busy timeout would wait too, but nothing can interrupt it: `sqlite3_interrupt` is looked at
    /// between the steps of a statement only.
    private func patiently<Value>(_ work: () throws(DatabaseError) -> Value) throws(DatabaseError) -> Value {
        let configured = try busyTimeout
        sqlite3_busy_timeout(handle.pointer, 0)
        defer { sqlite3_busy_timeout(handle.pointer, configured) }
        let clock = ContinuousClock()
        let start = clock.now
        let deadline = start + max(patience, .milliseconds(Int(configured)))
        var pause: UInt32 = 1_000
        while true {
            do {
                return try work()
            } catch {
                guard error.category == .locked else { throw error }
                guard !interruption.isCancelled else { throw .cancelledWhileWaiting }
                guard clock.now < deadline else { throw error }
            }
            onWait?(start.duration(to: clock.now))
            pauseThread(microseconds: pause)
            pause = min(pause * 2, 50_000)
        }
    }

    /// As set by the address or since then by a script, in milliseconds.
    private var busyTimeout: Int32 {
        get throws(DatabaseError) {
            try run("PRAGMA busy_timeout").last?.rows.first?.first.flatMap { $0 }.flatMap { Int32($0) } ?? 0
        }
    }

    private func interruptibly<Value>(_ work: () throws(DatabaseError) -> Value) throws(DatabaseError) -> Value {
        interruption.start()
        waiting.start()
        defer { interruption.finish() }
        return try work()
    }
}
