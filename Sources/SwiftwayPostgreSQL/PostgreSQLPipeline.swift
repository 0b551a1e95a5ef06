internal import CLibPQ
internal import CLibPQLoader
package import SwiftwayDatabase

extension PostgreSQLConnection {
    package func startPipeline() throws(DatabaseError) -> (any StatementPipeline)? {
        guard swiftway_has_pipelining() else { return nil }
        // What the pipeline's statements do to the session nobody follows.
        lastReset = nil
        return try PostgreSQLPipeline(on: self)
    }
}

/// libpq's pipeline mode: <https://www.postgresql.org/docs/current/libpq-pipeline-mode.html>.
///
/// One synchronization point stands at the end, and none in between: up to it the server passes over whatever follows
/// a failure, so that a migration behind a failed one never runs. That also holds where a COMMIT fails, behind which
/// the session is in no transaction any more.
final class PostgreSQLPipeline: StatementPipeline {
    private let connection: PostgreSQLConnection
    /// To whom an answer matters.
    private enum Reader {
        case nobody
        /// It counts whether the statement has failed; its rows are not read.
        case ofOutcome
        case ofRows
    }

    /// The readers of what was sent and not answered yet, in order.
    private var unanswered: [Reader] = []
    private var head = 0
    /// Whether the rows of the answer at the head are told one by one, to be forgotten.
    private var isHeadPrepared = false
    /// Of the statements with values, which come again and again, by their texts. Not behind a pooler, where the next
    /// transaction's session would not know them.
    private var prepared: [String: String] = [:]
    private var phase = Phase.sending

    private enum Phase {
        case sending
        /// The synchronization point was sent.
        case ended
        case closed
    }
    /// Whether the server was told to answer all that was sent: without that it may keep answers to itself for ever.
    private var isAsked = true

    private var pointer: OpaquePointer { connection.handle.pointer }

    fileprivate init(on connection: PostgreSQLConnection) throws(DatabaseError) {
        self.connection = connection
        guard PQenterPipelineMode(pointer) == 1 else { throw Self.failure(connection) }
        // A blocking connection would wait for the server to take in what is sent, while the server waits for us to
        // take its answers.
        PQsetnonblocking(pointer, 1)
        connection.interruption.start()
    }

    deinit { finish() }

    func send(_ sql: String, _ values: [BoundValue]) throws(DatabaseError) {
        try refuseNUL(in: sql)
        let texts = values.map(\.text)
        for text in texts { try refuseNUL(in: text ?? "") }
        isAsked = false
        guard !values.isEmpty, !connection.isBehindPooler else {
            try connection.send(sql, texts)
            unanswered.append(values.isEmpty && !connection.readsResults ? .ofOutcome : .ofRows)
            return
        }
        let name: String
        if let known = prepared[sql] {
            name = known
        } else {
            name = "swiftway_\(connection.nextStatementNumber())"
            guard PQsendPrepare(pointer, name, sql, 0, nil) == 1 else { throw Self.failure(connection) }
            unanswered.append(.nobody)
            prepared[sql] = name
        }
        try connection.send(prepared: name, texts)
        unanswered.append(.ofRows)
    }

    func requestAnswers() throws(DatabaseError) {
        guard PQsendFlushRequest(pointer) == 1 else { throw Self.failure(connection) }
        isAsked = true
    }

    func flush() throws(DatabaseError) {
        try requestAnswers()
        guard PQflush(pointer) >= 0 else { throw Self.failure(connection) }
    }

    func hasAnswer() -> Bool {
        guard head < unanswered.count else { return false }
        prepareHead()
        _ = PQflush(pointer)
        if PQisBusy(pointer) == 0 { return true }
        connection.takeInput()
        return PQisBusy(pointer) == 0
    }

    func nextAnswer() throws(DatabaseError) -> StatementResult {
        if !isAsked { try flush() }
        while true {
            prepareHead()
            let answer = try take()
            let reader = unanswered[head]
            head += 1
            isHeadPrepared = false
            if head == unanswered.count {
                unanswered.removeAll(keepingCapacity: true)
                head = 0
            }
            if reader != .nobody { return answer }
        }
    }

    /// Before anything of the answer is looked at, which is when libpq begins to collect its rows.
    private func prepareHead() {
        guard head < unanswered.count, !isHeadPrepared else { return }
        isHeadPrepared = true
        if unanswered[head] == .ofOutcome { PQsetSingleRowMode(pointer) }
    }

    /// Takes one statement's result and the `nil` behind it.
    private func take() throws(DatabaseError) -> StatementResult {
        var answer = StatementResult()
        var failure: DatabaseError?
        while let result = connection.awaitResult() {
            switch result.status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK: answer = result.statementResult
            case PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE: continue
            // "COPY is not allowed in pipeline mode": libpq says so again and again and never comes to an end.
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                connection.hangUp()
                throw DatabaseError(
                    category: .connectionLost, message: "COPY cannot be run in a pipeline", sqlState: "08P01")
            case PGRES_PIPELINE_ABORTED:
                failure = failure ?? DatabaseError(message: "passed over, because a statement before it failed")
            default:
                failure = failure ?? result.error(on: pointer)
            }
            if PQstatus(pointer) == CONNECTION_BAD { break }
        }
        if let failure { throw connection.redact(failure) }
        guard PQstatus(pointer) == CONNECTION_OK else { throw Self.failure(connection) }
        return answer
    }

    func end() {
        guard phase == .sending else { return }
        phase = .ended
        // What goes wrong here finish() sees, too.
        _ = PQpipelineSync(pointer)
    }

    func finish() {
        guard phase != .closed else { return }
        end()
        phase = .closed
        defer { connection.interruption.finish() }
        guard PQstatus(pointer) == CONNECTION_OK else { return }
        var isSynchronized = false
        while !isSynchronized, PQstatus(pointer) == CONNECTION_OK {
            // `nil` stands between the answers of two statements.
            guard let result = connection.awaitResult() else { continue }
            isSynchronized = result.status == PGRES_PIPELINE_SYNC
        }
        PQexitPipelineMode(pointer)
        PQsetnonblocking(pointer, 0)
    }

    private static func failure(_ connection: PostgreSQLConnection) -> DatabaseError {
        connection.redact(DatabaseError(unsentOn: connection.handle.pointer))
    }
}
