internal import CSQLite
internal import SwiftwayDatabase

extension DatabaseError {
    /// What SQLite says about `code`, an extended result code, in the words of `sqlite3_errstr`.
    init(
        resultCode code: Int32, message: String, position: Int? = nil, category: Category? = nil
    ) {
        let primary = code & 0xff
        let name = swiftway_result_code_name(code) ?? swiftway_result_code_name(primary)
        self.init(
            category: category ?? .init(primaryResultCode: primary),
            message: message,
            code: Int(primary),
            codeName: name.map { String(cString: $0) } ?? "SQLITE_\(code)",
            detail: sqlite3_errstr(primary).map { String(cString: $0) },
            position: position)
    }

    /// The failure that `connection` has just had.
    init(lastOf connection: OpaquePointer, position: Int? = nil, category: Category? = nil) {
        self.init(
            resultCode: sqlite3_extended_errcode(connection),
            message: String(cString: sqlite3_errmsg(connection)),
            position: position, category: category)
    }

    /// The interruption of something that was not a statement: waiting for a lock.
    static var cancelledWhileWaiting: DatabaseError {
        DatabaseError(resultCode: SQLITE_INTERRUPT, message: "interrupted while waiting for a lock")
    }
}

extension DatabaseError.Category {
    init(primaryResultCode code: Int32) {
        switch code {
        case SQLITE_INTERRUPT: self = .cancelled
        case SQLITE_BUSY, SQLITE_LOCKED: self = .locked
        default: self = .statement
        }
    }
}
