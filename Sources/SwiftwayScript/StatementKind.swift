/// What a statement is for. Where a statement could be put in two drawers, PostgreSQL's own `GetCommandLogLevel`
/// (the setting `log_statement`) decides; maintenance commands are utilities.
public enum StatementKind: String, Sendable, CaseIterable {
    /// `CREATE`, `ALTER`, `DROP`, `COMMENT`, `GRANT`, `SELECT … INTO` …
    case definition = "DDL"
    /// `INSERT`, `UPDATE`, `DELETE`, `MERGE`, `REPLACE`, `TRUNCATE`, also behind `WITH`.
    case manipulation = "DML"
    /// `SELECT`, `VALUES`, `TABLE`, also behind `WITH` or in parentheses.
    case query
    /// PostgreSQL's `COPY`, in either direction.
    case copy = "COPY"
    /// `BEGIN`, `COMMIT`, `ROLLBACK`, `SAVEPOINT` …
    case transactionControl = "transaction control"
    /// Everything else: `SET`, `VACUUM`, `PRAGMA`, `DO`, `CALL`, `EXPLAIN` …
    case utility
}
