/// A look at the history table, taken while the session is opened: far from the server that saves two waits of five.
package struct HistoryLook: Sendable {
    /// Where the table is; `nil` is the schema that the session finds first.
    package var schema: String?
    package var table: String
    /// What is read of each row, as it stands behind `SELECT`.
    package var columns: String

    package init(schema: String?, table: String, columns: String) {
        self.schema = schema
        self.table = table
        self.columns = columns
    }
}

/// What a ``HistoryLook`` has found.
package enum FoundHistory: Sendable {
    /// The table is not there, and this is what its schema is like.
    case missing(SchemaState)
    /// In no order.
    case rows([Row])
}

/// What a schema is like that holds no history.
package enum SchemaState: String, Sendable {
    case absent
    /// It holds nothing that a migration could collide with; see ``DatabaseConnection/isSchemaEmpty(_:)``.
    case empty
    case occupied
}
