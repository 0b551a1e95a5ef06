package import SwiftwayDatabase

/// A look at the history that rides along with a question that is asked anyway.
extension PostgreSQLConnection {
    package func takeFoundHistory() -> FoundHistory? {
        defer { foundHistory = nil }
        return foundHistory
    }

    /// Asks for one row, and looks at the history behind it, in one round trip.
    ///
    /// The look stands behind a transaction of its own: that it fails where there is no history undoes nothing, and what it
    /// sees is what was there when the question was answered, whatever the session's isolation.
    /// - Parameter commands: What is run before, each with its semicolon.
    func answer(
        to question: String, after commands: String = "", look: HistoryLook?
    ) throws(DatabaseError) -> Row {
        guard let look else { return try run("\(commands)SELECT \(question)").last?.rows.first ?? [] }
        // pgpool must not send this to a replica that lags behind.
        let (results, failure) = attempt(
            """
            /*NO LOAD BALANCE*/ BEGIN;
            \(commands)SELECT \(question), history.is_there, CASE WHEN NOT history.is_there THEN \(look.schemaState) END
            FROM (SELECT \(look.unlessForbidden(isPlainTable(look.relation))) AS is_there) AS history;
            END;
            \(look.query)
            """)
        // What has failed is not the look, which stands behind the transaction.
        if let failure, isInTransaction || !isConnected {
            try? rollback()
            throw failure
        }
        let behindBegin = results.filter { !$0.columns.isEmpty }
        let answers = failure == nil ? behindBegin.dropLast() : behindBegin[...]
        var row = answers.last?.rows.first ?? []
        let state = (row.popLast() ?? nil).flatMap { SchemaState(rawValue: $0) }
        let isThere = row.popLast() == "t"
        foundHistory =
            if let state {
                .missing(state)
            } else if isThere, failure == nil {
                results.last.map { .rows($0.rows) }
            } else {
                nil
            }
        return row
    }
}

extension HistoryLook {
    private var name: String { quoted(identifier: table) }

    /// The name of the schema as an expression in SQL.
    private var schemaName: String {
        schema.map { SwiftwayPostgreSQL.name($0) } ?? "pg_catalog.current_schema()"
    }

    /// An expression in SQL that is one of ``SchemaState``.
    fileprivate var schemaState: String {
        """
        coalesce((SELECT CASE WHEN \(PostgreSQLConnection.isEmpty) THEN 'empty' ELSE 'occupied' END
            FROM pg_catalog.pg_namespace AS schema WHERE nspname = \(schemaName)), 'absent')
        """
    }

    /// An expression in SQL for the table, `NULL` where it is missing.
    fileprivate var relation: String {
        let schema = schema.map { literal(quoted(identifier: $0)) }
        return "pg_catalog.to_regclass(\(schema ?? "pg_catalog.quote_ident(pg_catalog.current_schema())") || "
            + "\(literal(".\(name)")))"
    }

    /// `expression` where the schema may be looked into, and else `NULL`: `initSql` or `afterConnect` may choose a role that
    /// may do so.
    fileprivate func unlessForbidden(_ expression: String) -> String {
        guard let schema else { return expression }
        return """
            CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = \(SwiftwayPostgreSQL.name(schema))
                AND NOT pg_catalog.has_schema_privilege(oid, 'USAGE')) THEN \(expression) END
            """
    }

    /// Where the schema is the session's first one, its table is the one that is found without it.
    fileprivate var query: String {
        "SELECT \(columns) FROM \(schema.map { "\(quoted(identifier: $0))." } ?? "")\(name)"
    }
}
