internal import CSQLite
internal import SwiftwayDatabase
internal import Synchronization

/// Interrupts a SQLite connection from any thread, until the connection is closed.
///
/// SQLite allows `sqlite3_interrupt` from other threads, but not on a connection "that is closed or might close
/// before sqlite3_interrupt() returns" (<https://sqlite.org/c3ref/interrupt.html>): hence one lock around both.
final class SQLiteCanceller: Canceller {
    private struct State {
        /// The address of the `sqlite3`, as a number because pointers are not `Sendable`; `nil` after closing.
        var connection: UInt?
        var isRunning = false
        var isCancelled = false
    }

    private let state: Mutex<State>

    init(of connection: OpaquePointer) {
        state = Mutex(State(connection: UInt(bitPattern: connection)))
    }

    func cancel() {
        state.withLock { state in
            guard state.isRunning, let connection = state.connection else { return }
            state.isCancelled = true
            sqlite3_interrupt(OpaquePointer(bitPattern: connection))
        }
    }

    /// Whether the work that is running now was asked to stop: SQLite does not tell while it waits for a lock.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Lets ``cancel()`` take effect from now until ``finish()``.
    func start() {
        state.withLock { state in
            state.isRunning = true
            state.isCancelled = false
        }
    }

    func finish() { state.withLock { $0.isRunning = false } }

    /// To be called before the connection is closed.
    func retire() { state.withLock { $0.connection = nil } }
}
