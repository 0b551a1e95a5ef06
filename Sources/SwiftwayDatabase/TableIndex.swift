/// An index as the catalogue shows it.
package struct TableIndex: Sendable, Hashable {
    package var name: QualifiedName
    package var table: QualifiedName
    /// `false` where it was left behind half-built: it costs writes and helps no query.
    package var isValid: Bool

    package init(name: QualifiedName, table: QualifiedName, isValid: Bool) {
        self.name = name
        self.table = table
        self.isValid = isValid
    }
}

/// How a table stands to a table that it is, or was, a partition of.
package enum PartitionState: Sendable, Equatable {
    case attached
    /// `DETACH … CONCURRENTLY` was interrupted, and waits for `FINALIZE`.
    case detachPending
    case detached
}
