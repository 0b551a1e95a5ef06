/// An index as the catalogue shows it.
public struct TableIndex: Sendable, Hashable {
    public var name: QualifiedName
    public var table: QualifiedName
    /// `false` where it was left behind half-built: it costs writes and helps no query.
    public var isValid: Bool

    public init(name: QualifiedName, table: QualifiedName, isValid: Bool) {
        self.name = name
        self.table = table
        self.isValid = isValid
    }
}

/// How a table stands to a table that it is, or was, a partition of.
public enum PartitionState: Sendable, Equatable {
    case attached
    /// `DETACH … CONCURRENTLY` was interrupted, and waits for `FINALIZE`.
    case detachPending
    case detached
}
