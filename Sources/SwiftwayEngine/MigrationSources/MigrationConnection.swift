import SwiftwayCore
public import SwiftwayDatabase
import SwiftwayScript

/// The database as a migration in Swift sees it: the connection that scripts run on, with the same schema in front.
///
/// Good until the migration returns, on the thread that it is called on.
public final class MigrationConnection {
    private let connection: any ConnectionFacts & SessionState & Statements & Transactions
    private let migration: SwiftMigration
    private let interruption: Interruption
    private let onStatement: (String) -> Void
    private var isOpen = true
    /// The text that ``query(_:_:fileID:line:column:)`` was given last and has found to leave the transaction alone: in a
    /// loop it is the same each time.
    private var harmlessQuery: String?
    /// The statement that the database refused last, for the report of a migration that ends with its error.
    private(set) var refusal: Refusal?

    struct Refusal {
        var error: DatabaseError
        var statement: String
        var fileID: String
        var line: Int
        var column: Int
    }

    /// The schema that names without one belong to; where `schemas` is not set the connection's own.
    public let schema: String
    /// The values that the settings give placeholders, by their names; without the built-in ones.
    public let placeholders: [String: String]

    init(
        _ connection: any ConnectionFacts & SessionState & Statements & Transactions, for migration: SwiftMigration,
        schema: String,
        placeholders: [String: String], interruption: Interruption, onStatement: @escaping (String) -> Void
    ) {
        self.connection = connection
        self.migration = migration
        self.schema = schema
        self.placeholders = placeholders
        self.interruption = interruption
        self.onStatement = onStatement
    }

    /// Which database it is.
    public var kind: DatabaseKind { connection.kind }

    /// The version as one number, in the database's own form: 150018 for PostgreSQL 15.18, 3040001 for SQLite 3.40.1.
    public var serverVersion: Int { connection.serverVersion }

    /// Runs statements, as they would stand in a script; `COPY … FROM STDIN` with its data behind it, too.
    /// Placeholders are not replaced.
    /// - Parameters:
    ///   - sql: The statements, with `;` between them.
    ///   - fileID: Where the call stands, for the error.
    ///   - line: Where the call stands, for the error.
    ///   - column: Where the call stands, for the error.
    /// - Returns: One result for each statement.
    /// - Throws: ``/SwiftwayDatabase/DatabaseError`` where the database refuses one of them; those before it are undone with the migration's
    ///   transaction. `COMMIT`, `ROLLBACK` and `BEGIN` are refused inside that transaction, savepoints are not.
    @discardableResult
    public func execute(
        _ sql: String, fileID: String = #fileID, line: Int = #line, column: Int = #column
    ) throws(DatabaseError) -> [StatementResult] {
        try noting(sql, fileID, line, column) { () throws(DatabaseError) in
            var results: [StatementResult] = []
            for statement in try statements(of: sql) {
                if migration.isTransactional { try refuseTransactionControl(statement) }
                try check()
                onStatement(statement.sql)
                if let data = statement.copyData {
                    results.append(try connection.copy(statement.sql, data: data))
                } else {
                    results += try connection.execute(statement.sql)
                }
            }
            return results
        }
    }

    /// Runs one statement with values for `$1`, `$2` ….
    /// - Parameters:
    ///   - sql: The statement.
    ///   - values: One for each of its parameters, in order.
    ///   - fileID: Where the call stands, for the error.
    ///   - line: Where the call stands, for the error.
    ///   - column: Where the call stands, for the error.
    /// - Returns: Its rows: a text for each column, `nil` for NULL; none where it returns none.
    /// - Throws: ``/SwiftwayDatabase/DatabaseError`` where the database refuses it.
    @discardableResult
    public func query(
        _ sql: String, _ values: [BoundValue] = [], fileID: String = #fileID, line: Int = #line, column: Int = #column
    ) throws(DatabaseError) -> [Row] {
        try noting(sql, fileID, line, column) { () throws(DatabaseError) in
            if migration.isTransactional, sql != harmlessQuery {
                for statement in try statements(of: sql) { try refuseTransactionControl(statement) }
                harmlessQuery = sql
            }
            try check()
            onStatement(sql)
            return try connection.query(sql, values)
        }
    }

    /// To be called now and then by a migration that works without the database for long.
    /// - Throws: ``/SwiftwayDatabase/DatabaseError`` of the category `cancelled` when somebody has asked the run to stop.
    public func checkCancellation() throws(DatabaseError) { try check() }

    /// The migration is over: whoever has kept the connection finds it closed.
    func close() { isOpen = false }

    private func check() throws(DatabaseError) {
        guard isOpen else {
            throw DatabaseError(message: "the migration that this connection was made for has ended")
        }
        guard !interruption.isRequested else {
            throw DatabaseError(category: .cancelled, message: "the run was asked to stop")
        }
    }

    private func statements(of sql: String) throws(DatabaseError) -> [ScriptStatement] {
        do {
            return try splitScript(Array(sql.utf8), options: connection.scriptOptions)
        } catch {
            throw DatabaseError(message: error.message)
        }
    }

    private func refuseTransactionControl(_ statement: ScriptStatement) throws(DatabaseError) {
        guard case .transaction(let control) = statement.action else { return }
        switch control {
        case .savepoint, .releaseSavepoint, .rollbackToSavepoint, .setCharacteristics: return
        case .begin, .commit, .rollback, .prepare, .commitPrepared, .rollbackPrepared: break
        }
        throw DatabaseError(
            message: "\(statement.sql) cannot stand in a migration that runs in one transaction with its history row",
            hint: "A migration with isTransactional: false begins and ends its transactions itself.")
    }

    private func noting<Value>(
        _ sql: String, _ fileID: String, _ line: Int, _ column: Int, _ body: () throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> Value {
        do {
            return try body()
        } catch {
            refusal = Refusal(error: error, statement: sql, fileID: fileID, line: line, column: column)
            throw error
        }
    }
}
