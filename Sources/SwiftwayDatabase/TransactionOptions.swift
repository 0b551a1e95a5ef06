/// What a transaction of the engine's own is begun with. Databases pass over what they do not have.
package struct TransactionOptions: Sendable, Equatable {
    /// How long a statement may wait for each lock; `nil` leaves the session's setting alone.
    package var lockTimeout: Duration?
    /// How long a statement may run; `nil` leaves the session's setting alone.
    package var statementTimeout: Duration?
    /// Whether the commit waits until it is safe on disk. Where it does not, a crash of the server, and nothing else,
    /// may undo it, together with all commits after it.
    package var isDurable = true

    package init(lockTimeout: Duration? = nil, statementTimeout: Duration? = nil, isDurable: Bool = true) {
        self.lockTimeout = lockTimeout
        self.statementTimeout = statementTimeout
        self.isDurable = isDurable
    }
}
