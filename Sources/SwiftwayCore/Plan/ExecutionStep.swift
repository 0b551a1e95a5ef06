/// One step of a run. Numbers are places in ``ExecutionPlan/migrations``.
package enum ExecutionStep: Sendable, Equatable {
    /// Callbacks with transactions of their own.
    case callbacks([CallbackEvent])
    /// Each in its transaction, sent one behind the other without waiting for answers (PostgreSQL).
    case pipeline(Range<Int>)
    /// Several in one transaction, each in a savepoint of its own (SQLite).
    case savepoints(Range<Int>)
    /// One, in one transaction with its row; a program, which has its own ways, too.
    case transaction(Int)
    /// One whose statements have no transaction around them.
    /// - Parameter resumes: Whether it takes the place of a row that says that it has failed.
    case statements(Int, resumes: Bool)
    /// All in one transaction (`group`).
    case group(Range<Int>)
    /// The same where one of them can have none, and `mixed` allows that.
    case groupOfStatements(Range<Int>)
    /// Nothing can be run of what stands here.
    case refuse(Int)

    /// The migrations that it runs.
    package var migrations: Range<Int> {
        switch self {
        case .callbacks: 0..<0
        case .pipeline(let range), .savepoints(let range), .group(let range), .groupOfStatements(let range): range
        case .transaction(let place), .statements(let place, _), .refuse(let place): place..<place + 1
        }
    }

    /// What is left of it when those before `place` are done; `nil` where that is nothing.
    package func rest(from place: Int) -> ExecutionStep? {
        guard place < migrations.upperBound else { return nil }
        switch self {
        case .pipeline(let range): return .pipeline(place..<range.upperBound)
        case .savepoints(let range): return .savepoints(place..<range.upperBound)
        case .callbacks, .transaction, .statements, .group, .groupOfStatements, .refuse: return self
        }
    }
}
