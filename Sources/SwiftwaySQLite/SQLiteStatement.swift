internal import CSQLite
internal import SwiftwayDatabase

/// Owns one `sqlite3_stmt *`: finalized exactly once, on every way out of its scope.
struct SQLiteStatement: ~Copyable {
    private let pointer: OpaquePointer
    private let connection: OpaquePointer

    /// Prepares the first statement of `text`, which ends with a NUL, and moves `start` behind it.
    /// `nil` when there is nothing but blanks and comments up to the end.
    init?(
        on connection: OpaquePointer, text: UnsafeBufferPointer<CChar>, from start: inout Int
    ) throws(DatabaseError) {
        var prepared: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        guard let base = text.baseAddress else { return nil }
        // The length includes the NUL, which spares SQLite a copy: https://sqlite.org/c3ref/prepare.html
        let length = Int32(clamping: text.count - start)
        let code = sqlite3_prepare_v2(connection, base + start, length, &prepared, &tail)
        guard code == SQLITE_OK else {
            let offset = swiftway_error_offset(connection)
            let position = offset < 0 ? nil : Self.position(ofByte: start + Int(offset), in: text)
            throw DatabaseError(lastOf: connection, position: position)
        }
        start = tail.map { base.distance(to: $0) } ?? text.count
        guard let prepared else { return nil }
        pointer = prepared
        self.connection = connection
    }

    deinit { sqlite3_finalize(pointer) }

    /// Gives `values` to the parameters `$1`, `$2` …; one that the statement does not use is passed over.
    func bind(_ values: [BoundValue]) throws(DatabaseError) {
        for (offset, value) in values.enumerated() {
            let index = sqlite3_bind_parameter_index(pointer, "$\(offset + 1)")
            guard index > 0 else { continue }
            let code =
                switch value {
                case .null: sqlite3_bind_null(pointer, index)
                case .text(let text): swiftway_bind_text(pointer, index, text, Int32(clamping: text.utf8.count))
                case .integer(let number): sqlite3_bind_int64(pointer, index, Int64(number))
                case .boolean(let flag): sqlite3_bind_int64(pointer, index, flag ? 1 : 0)
                }
            guard code == SQLITE_OK else { throw DatabaseError(lastOf: connection) }
        }
    }

    /// Runs the statement to its end.
    func run(keepsRows: Bool = true) throws(DatabaseError) -> StatementResult {
        let statement = pointer
        let columns = (0..<sqlite3_column_count(statement)).map { index in
            sqlite3_column_name(statement, index).map { String(cString: $0) } ?? ""
        }
        var result = StatementResult(columns: columns)
        let changesBefore = sqlite3_total_changes(connection)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                guard keepsRows else { continue }
                result.rows.append((0..<Int32(columns.count)).map { Self.text(of: statement, column: $0) })
            case SQLITE_DONE:
                if sqlite3_stmt_readonly(statement) == 0 {
                    // sqlite3_changes keeps the number of the last statement that changed rows.
                    let hasChanged = sqlite3_total_changes(connection) != changesBefore
                    result.affectedRows = hasChanged ? Int(sqlite3_changes(connection)) : 0
                }
                return result
            default:
                throw DatabaseError(lastOf: connection)
            }
        }
    }

    /// Makes it ready to be run again, with other values.
    func reset() { sqlite3_reset(pointer) }

    private static func text(of statement: OpaquePointer, column: Int32) -> String? {
        guard let start = sqlite3_column_text(statement, column) else { return nil }
        let length = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }

    /// SQLite counts bytes from 0; we count characters from 1.
    private static func position(ofByte offset: Int, in text: UnsafeBufferPointer<CChar>) -> Int {
        text.prefix(offset).reduce(1) { $0 + (UInt8(bitPattern: $1) & 0xC0 == 0x80 ? 0 : 1) }
    }
}
