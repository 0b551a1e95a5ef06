/// Begins and ends transactions.
package protocol Transactions: AnyObject {
    /// Whether a transaction is open now, asked of the database rather than remembered, because a script may
    /// contain `COMMIT`.
    var isInTransaction: Bool { get }
    /// Starts a transaction that may write: on SQLite `BEGIN IMMEDIATE`, so that waiting for another writer
    /// happens here and not in the middle.
    func begin(_ options: TransactionOptions) throws(DatabaseError)
    func commit() throws(DatabaseError)
    /// Ends the transaction, if one is open, without effect.
    func rollback() throws(DatabaseError)

    /// Waits until everything committed before is safe on disk.
    func flushCommits(of table: QualifiedName) throws(DatabaseError)
}

extension Transactions {
    /// Starts a transaction without further wishes.
    package func begin() throws(DatabaseError) { try begin(TransactionOptions()) }
}
