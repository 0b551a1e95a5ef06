/// What a session that runs a statement is busy with, as another session sees it.
public struct SessionActivity: Sendable, Equatable {
    /// The lock that it waits for, if it waits for one.
    public var wait: LockWait?
    /// Who stands in its way, nearest first.
    public var blockers: [LockHolder]
    /// What the database tells of the work: `building index: scanning table`.
    public var phase: String?
    /// How much of the phase is done, 0 … 1, where the database tells.
    public var fraction: Double?

    package init(
        wait: LockWait? = nil, blockers: [LockHolder] = [], phase: String? = nil, fraction: Double? = nil
    ) {
        self.wait = wait
        self.blockers = blockers
        self.phase = phase
        self.fraction = fraction
    }
}

/// A lock that somebody waits for.
public struct LockWait: Sendable, Equatable, CustomStringConvertible {
    /// As the database names it: `AccessExclusiveLock`.
    public var mode: String
    /// What it is on: `public.orders`; of other locks than those of tables their kind: `transactionid`.
    public var object: String

    package init(mode: String, object: String) {
        self.mode = mode
        self.object = object
    }

    /// `AccessExclusiveLock on orders`.
    public var description: String { "\(mode) on \(object)" }
}
