/// Statements that are sent one behind the other, without waiting for answers in between.
///
/// They run in the order in which they were sent. Once one of them fails, the database passes over all that were sent
/// after it, whatever transactions they would have begun. Nothing else may be done with the connection until
/// ``finish()`` was called, which must happen on every way out.
package protocol StatementPipeline: AnyObject {
    /// Sends one statement, with values for `$1`, `$2` … Blocks no longer than the database refuses to take it in.
    func send(_ sql: String, _ values: [BoundValue]) throws(DatabaseError)
    /// Has the database answer what was sent before this even while it works on what is sent behind.
    func requestAnswers() throws(DatabaseError)
    /// The same, and makes sure that all of it is on its way.
    func flush() throws(DatabaseError)
    /// Whether the next answer, or the loss of the connection, can be taken without waiting.
    func hasAnswer() -> Bool
    /// The answer to the oldest statement whose answer was not taken yet.
    /// - Throws: what the database said against it. The answers to all later statements are then void.
    func nextAnswer() throws(DatabaseError) -> StatementResult
    /// Says that nothing more will be sent, so that ``finish()`` need not wait once more.
    func end()
    /// Waits for the end of all that was sent, takes what was not taken, and gives the connection back.
    func finish()
}
