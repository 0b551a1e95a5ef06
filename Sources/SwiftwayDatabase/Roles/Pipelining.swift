/// Sends statements ahead, and says as text what the other roles do by a call.
package protocol Pipelining: AnyObject {
    /// A way to send statements without waiting for answers; `nil` where waiting costs nothing (SQLite), and where
    /// the client library cannot do it.
    func startPipeline() throws(DatabaseError) -> (any StatementPipeline)?
    /// The statements that ``begin(_:)`` runs, for a pipeline.
    func beginStatements(_ options: TransactionOptions) -> [String]
    /// Statements that make `options` those of the session, for transactions that are then begun without any.
    func sessionStatements(_ options: TransactionOptions) -> [String]
    /// Does what ``resetSession(defaultSchema:keeping:)`` does, runs `statements`, which change settings, and gives a condition
    /// in SQL that holds as long as role, search path and settings are what they are then: one round trip. `nil`, and
    /// nothing is run, where nothing is set, and where the session is another one with each transaction.
    func sessionCondition(defaultSchema schema: String?, after statements: [String]) throws(DatabaseError) -> String?
    /// The statements that ``resetSession(defaultSchema:keeping:)`` runs, for a pipeline.
    /// - Parameter inTransaction: Whether they are sent inside a transaction.
    func resetStatements(defaultSchema schema: String?, inTransaction: Bool) -> [String]
    /// Statements for the end of a transaction that has run a script: behind a pooler what the script has set for its
    /// session must not be found by the session's next user.
    func leaveStatements(defaultSchema schema: String?) -> [String]
}
