/// Runs statements, one after the other.
package protocol Statements: AnyObject {
    /// Runs `sql` exactly as written, without parameters, and returns one result a statement.
    func execute(_ sql: String) throws(DatabaseError) -> [StatementResult]
    /// Runs one statement of the engine's own with values for `$1`, `$2` … and returns its rows.
    func query(_ sql: String, _ values: [BoundValue]) throws(DatabaseError) -> [Row]
    /// Runs one statement of the engine's own, which returns nothing, for each of `rows`.
    func execute(_ sql: String, forEach rows: [[BoundValue]]) throws(DatabaseError)
    /// Runs statements of the engine's own, all or none: in the open transaction, else in one of their own. Waits once for
    /// all of them.
    func runTogether(_ statements: [String]) throws(DatabaseError)
    /// Runs `COPY … FROM STDIN` with the data that `next` gives piece by piece until it gives `nil`: line ends as
    /// written, without the closing `\.`. What `next` throws ends the statement and is thrown.
    func copy(_ statement: String, data next: CopyData) throws(DatabaseError) -> StatementResult
}

/// Data of a `COPY`, asked for piece by piece.
package typealias CopyData = () throws(DatabaseError) -> ArraySlice<UInt8>?

extension Statements {
    package func execute(_ sql: String, forEach rows: [[BoundValue]]) throws(DatabaseError) {
        for row in rows { _ = try query(sql, row) }
    }

    /// The same with data that is there as a whole.
    package func copy(_ statement: String, data: ArraySlice<UInt8>) throws(DatabaseError) -> StatementResult {
        var rest: ArraySlice<UInt8>? = data
        return try copy(statement) { () throws(DatabaseError) in
            defer { rest = nil }
            return rest
        }
    }
}
