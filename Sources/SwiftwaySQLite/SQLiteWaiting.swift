internal import CSQLite

/// Says, on the connection's own thread, how long a statement has been running, by SQLite's progress handler.
final class SQLiteWaiting {
    var handler: ((Duration) -> Void)?
    private let clock = ContinuousClock()
    private var began = ContinuousClock.now
    private var lastCall = ContinuousClock.now

    /// Virtual machine instructions between two looks at the clock: some milliseconds.
    private static let instructions: Int32 = 100_000
    private static let interval = Duration.milliseconds(100)

    /// The handler holds no reference: whoever owns `self` closes the connection before `self` goes.
    func watch(_ connection: OpaquePointer) {
        sqlite3_progress_handler(
            connection, Self.instructions,
            { context in
                context.map { Unmanaged<SQLiteWaiting>.fromOpaque($0).takeUnretainedValue().tick() }
                return 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// A statement begins now.
    func start() {
        began = clock.now
        lastCall = began
    }

    private func tick() {
        guard let handler else { return }
        let now = clock.now
        guard lastCall.duration(to: now) >= Self.interval else { return }
        lastCall = now
        handler(began.duration(to: now))
    }
}
