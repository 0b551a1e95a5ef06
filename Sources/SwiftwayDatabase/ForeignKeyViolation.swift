/// A row that refers to a row that does not exist.
package struct ForeignKeyViolation: Sendable, Hashable, CustomStringConvertible {
    /// The table that holds the row.
    package var table: String
    /// The row's `rowid`; `nil` in a table without row ids.
    package var rowID: Int64?
    /// The table that the row refers to.
    package var referencedTable: String
    /// Which of the table's foreign keys is violated, in the database's own counting.
    package var foreignKey: Int

    package init(table: String, rowID: Int64?, referencedTable: String, foreignKey: Int) {
        self.table = table
        self.rowID = rowID
        self.referencedTable = referencedTable
        self.foreignKey = foreignKey
    }

    package var description: String {
        let row = rowID.map { "row \($0) of " } ?? "a row of "
        return "\(row)\(quoted(identifier: table)) refers to a missing row of \(quoted(identifier: referencedTable))"
    }
}
