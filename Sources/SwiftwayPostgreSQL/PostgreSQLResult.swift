internal import CLibPQ
internal import SwiftwayDatabase

/// Owns one `PGresult *`: cleared exactly once.
struct PostgreSQLResult: ~Copyable {
    private let pointer: OpaquePointer

    /// The next result of what was sent on `connection`; `nil` when there are no more.
    init?(nextOn connection: OpaquePointer) {
        guard let pointer = PQgetResult(connection) else { return nil }
        self.pointer = pointer
    }

    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }

    /// `INSERT 0 1`, `CREATE TABLE`, `ROLLBACK` …
    var tag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    /// Columns, rows and number of changed rows.
    var statementResult: StatementResult {
        let result = pointer
        let columns = (0..<PQnfields(result)).map { index in
            PQfname(result, index).map { String(cString: $0) } ?? ""
        }
        let rows = (0..<PQntuples(result)).map { row in
            columns.indices.map { Self.text(of: result, row: row, column: Int32($0)) }
        }
        return StatementResult(columns: columns, rows: rows, affectedRows: affectedRows)
    }

    /// For statements that read, libpq gives the number of rows read, which are no changes.
    private var affectedRows: Int? {
        let reads = status == PGRES_TUPLES_OK && ["SELECT", "FETCH"].contains { tag.hasPrefix($0) }
        guard !reads, !tag.hasPrefix("MOVE"), let count = PQcmdTuples(pointer) else { return nil }
        return Int(String(cString: count))
    }

    private static func text(of result: OpaquePointer, row: Int32, column: Int32) -> String? {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The refusal in this result, if it is one.
    func error(on connection: OpaquePointer) -> DatabaseError {
        DatabaseError(result: pointer, isConnected: PQstatus(connection) == CONNECTION_OK)
    }
}

extension DatabaseError {
    /// What the server said in `result`, or libpq in its stead.
    init(result: OpaquePointer, isConnected: Bool) {
        func field(_ code: Int32) -> String? {
            PQresultErrorField(result, code).map { String(cString: $0) }
        }
        let severity = field(SWIFTWAY_SEVERITY)
        let sqlState = field(SWIFTWAY_SQLSTATE)
        self.init(
            category: Category(sqlState: sqlState, severity: severity, isConnected: isConnected),
            severity: severity,
            message: field(SWIFTWAY_MESSAGE) ?? trimmingLineEnds(PQresultErrorMessage(result)),
            sqlState: sqlState ?? (isConnected ? nil : "08006"),
            detail: field(SWIFTWAY_DETAIL),
            hint: field(SWIFTWAY_HINT),
            context: field(SWIFTWAY_CONTEXT),
            position: field(SWIFTWAY_POSITION).flatMap { Int($0) })
    }

    /// What libpq said about a statement that it could not even send.
    init(unsentOn connection: OpaquePointer) {
        let isConnected = PQstatus(connection) == CONNECTION_OK
        self.init(
            category: isConnected ? .statement : .connectionLost,
            message: trimmingLineEnds(PQerrorMessage(connection)), sqlState: isConnected ? nil : "08006")
    }
}

extension DatabaseError.Category {
    /// After `FATAL` and `PANIC` the server closes the connection. A code of class 08 or 57 alone means nothing of the
    /// kind: dblink, foreign tables and `RAISE` use them for errors like any other.
    /// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
    init(sqlState: String?, severity: String?, isConnected: Bool) {
        if !isConnected || severity == "FATAL" || severity == "PANIC" {
            self = .connectionLost
        } else {
            switch sqlState {
            case "57014": self = .cancelled
            case "55P03", "40P01", "40001": self = .locked
            default: self = .statement
            }
        }
    }
}

/// libpq ends its messages with a line end.
func trimmingLineEnds(_ message: UnsafePointer<CChar>?) -> String {
    var text = message.map { String(cString: $0) } ?? ""
    while text.last?.isNewline == true { text.removeLast() }
    return text
}
