internal import CLibPQ
internal import CLibPQLoader
internal import CLinkage
package import SwiftwayDatabase

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A session on a PostgreSQL server, through libpq; see ``DatabaseConnection`` for the rules.
///
/// Users' statements go through the simple query protocol: it runs what cannot be prepared, and inside a
/// transaction it leaves no snapshot behind that `CREATE INDEX CONCURRENTLY` elsewhere would wait for.
package final class PostgreSQLConnection: DatabaseConnection {
    package var onNotice: ((Notice) -> Void)? {
        get { notices.handler }
        set { notices.handler = newValue }
    }

    package var onWait: ((Duration) -> Void)?

    // The order matters: libpq may report a notice until the handle is gone.
    let handle: PostgreSQLHandle
    let notices: PostgreSQLNotices
    let interruption: PostgreSQLCanceller
    let redact: Redaction
    /// The state that every reset goes back to.
    var session: SessionState
    /// The default schema of the last reset, as long as nothing has run that may have changed the session.
    var lastReset: SessionReset?

    /// The version of libpq that is linked: `15.18`.
    package static var libraryVersion: String { versionText(Int(PQlibVersion())) }

    /// Begins to load the client library on a thread of its own, so that the first connection need not wait for it.
    package static func prepareLibrary() {
        guard !swiftway_is_static() else { return }
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        // Signals are for threads that know what to do with them.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        let code = pthread_create(
            &thread, nil,
            { _ in
                _ = swiftway_libpq_problem()
                return nil
            }, nil)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        #if canImport(Darwin)
            if code == 0, let thread { pthread_detach(thread) }
        #else
            if code == 0 { pthread_detach(thread) }
        #endif
    }

    /// Whether `url` is an address of PostgreSQL: `jdbc:postgresql:…`, `postgresql:…` or `postgres:…`.
    package static func recognises(_ url: String) -> Bool { PostgreSQLAddress.recognises(url) }

    /// Connects and asks, in one round trip, what the session is like.
    package init(_ request: ConnectionRequest) throws(DatabaseError) {
        let address = try PostgreSQLAddress(request.url, properties: request.properties)
        let keywords = address.keywords(for: request)
        redact = Redaction(
            password: keywords["password"], names: [keywords["user"], keywords["dbname"], keywords["host"]])
        notices = PostgreSQLNotices()
        do {
            handle = try Connecting(keywords: keywords).open(reportingTo: notices)
        } catch {
            throw redact(error)
        }
        interruption = PostgreSQLCanceller(of: handle.pointer)
        session = SessionState()
        session = try openingState(
            address.parameters, address.signsOfLife(within: request.networkTimeout), request)
        // The process that libpq was told of at the start is not the one that answers: PgBouncer stands in between.
        isBehindPooler = session.processID != Int(PQbackendPID(handle.pointer))
        if let role = request.role ?? request.scriptRole, isBehindPooler {
            throw DatabaseError(
                category: .connectionFailed,
                message: "the role \(quoted(identifier: role)) cannot be kept behind a pooler that changes sessions "
                    + "between transactions: connect to the server directly, or through a pool in session mode")
        }
        // Without a role of their own scripts work as whoever logs in.
        let scriptRole = request.scriptRole ?? session.roles.session
        if request.keepsHistoryApart, scriptRole != session.roles.current { session.scriptRole = scriptRole }
        lastReset = .untouched
    }

    package var kind: DatabaseKind { .postgreSQL }

    package var productVersion: String { Self.versionText(serverVersion) }

    /// From version 10 on the first number is the major version.
    private static func versionText(_ version: Int) -> String {
        "\(version / 10_000).\(version >= 100_000 ? version % 10_000 : version / 100 % 100)"
    }

    package var serverVersion: Int { Int(PQserverVersion(handle.pointer)) }
    package var databaseName: String? { session.database }
    package var user: String { session.roles.current }
    package var isReadOnly: Bool { session.isReadOnly }
    package var canceller: any Canceller { interruption }

    /// `false` while the session is opened: what is set for it then, a pooler keeps apart for each client.
    package private(set) var isBehindPooler = false
    /// The process of the transaction that holds the migration lock: that one stays, also behind a pooler.
    var pinnedProcessID: Int?
    private var statementNumber = 0
    /// As long as the migration lock is held.
    var lockProof: LockProof?
    /// What ``optionSettings()`` has to tell, as long as nothing has run that may have changed it.
    var knownOptions: [String: String]?
    /// What was seen of the history last, as long as nobody has asked for it.
    var foundHistory: FoundHistory?

    package var readsResults = true
    /// Of what runs now.
    var keepsRows = true

    // MARK: Statements

    package func execute(_ sql: String) throws(DatabaseError) -> [StatementResult] {
        lastReset = nil
        foundHistory = nil
        knownOptions = nil
        let results = try runScript(sql)
        try restoreEncoding()
        return results
    }

    package func query(_ sql: String, _ values: [BoundValue]) throws(DatabaseError) -> [Row] {
        try (values.isEmpty ? run(sql) : run(sql, values)).last?.rows ?? []
    }

    /// The server takes several statements at once for one transaction.
    package func runTogether(_ statements: [String]) throws(DatabaseError) {
        try run(statements.joined(separator: ";\n"))
    }

    /// Runs a statement of a user's, whose rows nobody may want.
    private func runScript(_ sql: String) throws(DatabaseError) -> [StatementResult] {
        guard !readsResults else { return try run(sql) }
        keepsRows = false
        defer { keepsRows = true }
        return try run(sql)
    }

    /// Runs `sql` by the simple protocol.
    @discardableResult
    func run(_ sql: String) throws(DatabaseError) -> [StatementResult] {
        try complete(sql).map(\.result)
    }

    private func run(_ sql: String, _ values: [BoundValue]) throws(DatabaseError) -> [StatementResult] {
        try refuseNUL(in: sql)
        let texts = values.map(\.text)
        for text in texts { try refuseNUL(in: text ?? "") }
        return try interruptibly { () throws(DatabaseError) in
            try send(sql, texts)
            return try completions().map(\.result)
        }
    }

    /// Sends one statement by the extended protocol.
    func send(_ sql: String, _ texts: [String?]) throws(DatabaseError) {
        let bytes = texts.map { $0.map { Array($0.utf8CString) } }
        try withPointers(to: bytes) { (pointers) throws(DatabaseError) in
            let isSent = PQsendQueryParams(
                handle.pointer, sql, Int32(clamping: pointers.count), nil, pointers, nil, nil, 0)
            guard isSent == 1 else { throw redact(DatabaseError(unsentOn: handle.pointer)) }
        }
    }

    /// Sends a statement that was prepared before.
    func send(prepared name: String, _ texts: [String?]) throws(DatabaseError) {
        let bytes = texts.map { $0.map { Array($0.utf8CString) } }
        try withPointers(to: bytes) { (pointers) throws(DatabaseError) in
            let isSent = PQsendQueryPrepared(
                handle.pointer, name, Int32(clamping: pointers.count), pointers, nil, nil, 0)
            guard isSent == 1 else { throw redact(DatabaseError(unsentOn: handle.pointer)) }
        }
    }

    /// For names of prepared statements.
    func nextStatementNumber() -> Int {
        statementNumber += 1
        return statementNumber
    }

    private func complete(_ sql: String) throws(DatabaseError) -> [Completion] {
        var answers: [Completion] = []
        try complete(sql, into: &answers)
        return answers
    }

    /// - Parameter answers: Gets what the statements before a failed one came to, too.
    private func complete(_ sql: String, into answers: inout [Completion]) throws(DatabaseError) {
        try refuseNUL(in: sql)
        try interruptibly { () throws(DatabaseError) in
            guard PQsendQuery(handle.pointer, sql) == 1 else {
                throw redact(DatabaseError(unsentOn: handle.pointer))
            }
            if !keepsRows { PQsetSingleRowMode(handle.pointer) }
            try completions(into: &answers)
        }
    }

    /// Runs `sql` by the simple protocol.
    /// - Returns: What its statements came to up to the first that failed, and why that did.
    func attempt(_ sql: String) -> (results: [StatementResult], failure: DatabaseError?) {
        var answers: [Completion] = []
        do {
            try complete(sql, into: &answers)
            return (answers.map(\.result), nil)
        } catch {
            return (answers.map(\.result), error)
        }
    }

    /// What one statement of a text came to.
    private struct Completion {
        var result: StatementResult
        var tag: String
    }

    /// Takes every result of what was sent, so that the connection is ready for the next statement.
    /// - Parameter input: the data for `COPY … FROM STDIN`; without it such a statement fails.
    private func completions(input: CopyData? = nil) throws(DatabaseError) -> [Completion] {
        var answers: [Completion] = []
        try completions(input: input, into: &answers)
        return answers
    }

    private func completions(input: CopyData? = nil, into answers: inout [Completion]) throws(DatabaseError) {
        var failure: DatabaseError?
        var output: [Row]?
        while let result = awaitResult() {
            switch result.status {
            // Of rows that nobody reads.
            case PGRES_SINGLE_TUPLE: continue
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
                var completion = Completion(result: result.statementResult, tag: result.tag)
                if let rows = output {
                    completion.result.columns = [Self.copyColumn]
                    completion.result.rows = rows
                    output = nil
                }
                answers.append(completion)
            case PGRES_EMPTY_QUERY: continue
            // What the data's source says comes before what the server makes of its end.
            case PGRES_COPY_IN: failure = failure ?? send(input)
            case PGRES_COPY_OUT: output = copyOutput()
            default:
                // The first one: what follows a lost connection says only that it is lost.
                if failure == nil { failure = result.error(on: handle.pointer) }
                if PQstatus(handle.pointer) == CONNECTION_BAD { throw redact(failure ?? lostConnection) }
            }
        }
        if let failure { throw redact(failure) }
    }

    private var lostConnection: DatabaseError { DatabaseError(unsentOn: handle.pointer) }

    // MARK: Copy

    package func copy(_ statement: String, data next: CopyData) throws(DatabaseError) -> StatementResult {
        lastReset = nil
        try refuseNUL(in: statement)
        return try interruptibly { () throws(DatabaseError) in
            guard PQsendQuery(handle.pointer, statement) == 1 else {
                throw redact(DatabaseError(unsentOn: handle.pointer))
            }
            return try withoutActuallyEscaping(next) { (next) throws(DatabaseError) in
                try completions(input: next).last?.result ?? StatementResult()
            }
        }
    }

    // MARK: Transactions

    package var isInTransaction: Bool {
        switch PQtransactionStatus(handle.pointer) {
        case PQTRANS_INTRANS, PQTRANS_INERROR, PQTRANS_ACTIVE: true
        default: false
        }
    }

    package func begin(_ options: TransactionOptions) throws(DatabaseError) {
        try run(beginStatements(options).joined(separator: ";"))
    }

    /// `SET` and no `SELECT set_config(…)`: that would be the transaction's first query, before which alone a script
    /// may say `SET TRANSACTION`.
    package func beginStatements(_ options: TransactionOptions) -> [String] {
        ["BEGIN"] + localStatements(options)
    }

    /// For the open transaction alone.
    func localStatements(_ options: TransactionOptions) -> [String] {
        sessionStatements(options).map { "SET LOCAL " + $0.dropFirst("SET ".count) }
    }

    package func sessionStatements(_ options: TransactionOptions) -> [String] {
        var statements: [String] = []
        if let timeout = options.lockTimeout { statements.append("SET lock_timeout = \(timeout.wholeMilliseconds)") }
        if let timeout = options.statementTimeout {
            statements.append("SET statement_timeout = \(timeout.wholeMilliseconds)")
        }
        if !options.isDurable { statements.append("SET synchronous_commit = off") }
        return statements
    }

    package func commit() throws(DatabaseError) {
        guard isInTransaction else { return }
        let tag = try complete("COMMIT").last?.tag
        guard tag == "ROLLBACK" else { return }
        // In a transaction that has failed COMMIT is no error for the server, but means ROLLBACK.
        lastReset = nil
        throw DatabaseError(
            severity: "ERROR", message: "the transaction had failed before and was rolled back instead of committed",
            sqlState: "25P02")
    }

    package func rollback() throws(DatabaseError) {
        guard isInTransaction else { return }
        // Settings made in the transaction go with it.
        lastReset = nil
        try run("ROLLBACK")
    }

    // MARK: Support

    /// Everything sent is UTF-8. A script that says otherwise (`SET client_encoding`, as dumps do) means the
    /// encoding of its file, which was decoded before.
    private func restoreEncoding() throws(DatabaseError) {
        let encoding = PQparameterStatus(handle.pointer, "client_encoding").map { String(cString: $0) }
        guard encoding != "UTF8", PQtransactionStatus(handle.pointer) != PQTRANS_INERROR else { return }
        try run("SET client_encoding TO 'UTF8'")
    }

    func interruptibly<Value>(_ work: () throws(DatabaseError) -> Value) throws(DatabaseError) -> Value {
        interruption.start()
        defer { interruption.finish() }
        return try work()
    }
}

extension Duration {
    /// As the server takes it, and never 0, which would mean no limit.
    fileprivate var wholeMilliseconds: Int { max(1, Int((self / .milliseconds(1)).rounded())) }
}

extension BoundValue {
    var text: String? {
        switch self {
        case .null: nil
        case .text(let text): text
        case .integer(let number): String(number)
        case .boolean(let flag): flag ? "t" : "f"
        }
    }
}

/// Calls `body` with the addresses of `texts`, valid during the call.
private func withPointers<Value>(
    to texts: [[CChar]?], _ body: ([UnsafePointer<CChar>?]) throws(DatabaseError) -> Value
) throws(DatabaseError) -> Value {
    let buffers = texts.map { text in
        text.map { text in
            let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.count)
            _ = buffer.initialize(from: text)
            return buffer
        }
    }
    defer {
        for buffer in buffers { buffer?.deallocate() }
    }
    return try body(buffers.map { buffer in buffer.flatMap { UnsafePointer($0.baseAddress) } })
}
