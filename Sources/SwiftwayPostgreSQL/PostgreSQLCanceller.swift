internal import CLibPQLoader
internal import SwiftwayDatabase
internal import Synchronization

/// Asks the server, over a connection of its own, to stop what another connection is running.
///
/// A cancel request holds copies of all it needs, so that it may be used from any thread and also after the
/// connection is closed: <https://www.postgresql.org/docs/current/libpq-cancel.html>.
final class PostgreSQLCanceller: Canceller {
    private struct State {
        /// The address of libpq's object, as a number because pointers are not `Sendable`.
        let request: UInt
        var isRunning = false
    }

    private let state: Mutex<State>

    /// - Parameter connection: an open one.
    init(of connection: OpaquePointer) {
        state = Mutex(State(request: UInt(bitPattern: swiftway_cancel_create(connection))))
    }

    deinit {
        state.withLock { state in
            guard let request = UnsafeMutableRawPointer(bitPattern: state.request) else { return }
            swiftway_cancel_free(request)
        }
    }

    /// Returns when the server has taken note. The lock is held meanwhile, so that the request cannot hit a
    /// statement that starts later.
    func cancel() {
        state.withLock { state in
            guard state.isRunning, let request = UnsafeMutableRawPointer(bitPattern: state.request) else { return }
            swiftway_cancel_send(request)
        }
    }

    func start() { state.withLock { $0.isRunning = true } }

    func finish() { state.withLock { $0.isRunning = false } }
}
