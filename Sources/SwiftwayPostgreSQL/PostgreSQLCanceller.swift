internal import CLibPQ
internal import CLibPQLoader
internal import Dispatch
internal import SwiftwayDatabase
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Asks the server, over a connection of its own, to stop what another connection is running; and hangs up where that
/// does not help.
///
/// A cancel request holds copies of all it needs, so that it may be used from any thread and also after the
/// connection is closed: <https://www.postgresql.org/docs/current/libpq-cancel.html>.
final class PostgreSQLCanceller: Canceller {
    private struct State {
        /// The work that runs now; `nil` where none does.
        var running: Int?
        /// The work that runs or ran last.
        var last = 0
        /// When that work was first asked to stop.
        var asked: ContinuousClock.Instant?
        var isSending = false
    }

    /// The address of libpq's object, as a number because pointers are not `Sendable`. Only one thread at a time uses it.
    private let request: UInt
    /// A second name of the connection's socket: libpq may close its own at any time, and its number would be somebody
    /// else's then.
    private let socket: Int32
    private let state = Mutex(State())
    private let sent = DispatchSemaphore(value: 0)

    /// A server that can be reached stops within milliseconds. After this time it is not waited for any more.
    static let grace = Duration.seconds(3)
    /// How long the next statement waits for a request that is on its way and could hit it.
    private static let longestDelay = DispatchTimeInterval.seconds(1)

    /// - Parameter connection: an open one.
    init(of connection: OpaquePointer) {
        request = UInt(bitPattern: swiftway_cancel_create(connection))
        socket = fcntl(PQsocket(connection), F_DUPFD_CLOEXEC, 0)
    }

    deinit {
        if let request = UnsafeMutableRawPointer(bitPattern: request) { swiftway_cancel_free(request) }
        if socket >= 0 { close(socket) }
    }

    /// Returns at once: a request takes as long as the network does, and may never arrive.
    func cancel() {
        let mustSend = state.withLock { state in
            guard state.running != nil else { return false }
            let asked = state.asked ?? .now
            state.asked = asked
            // The wait for an answer ends, as when the server had hung up.
            if asked.duration(to: .now) >= Self.grace, socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
            guard !state.isSending else { return false }
            state.isSending = true
            return true
        }
        guard mustSend else { return }
        // It holds this object, and with it libpq's, for as long as it takes.
        DispatchQueue(label: "swiftway.cancel").async { [self] in
            if let request = UnsafeMutableRawPointer(bitPattern: request) { swiftway_cancel_send(request) }
            state.withLock { $0.isSending = false }
            sent.signal()
        }
    }

    func start() {
        state.withLock { state in
            state.last += 1
            state.running = state.last
            state.asked = nil
        }
    }

    /// Waits for a request that is on its way, so that it does not hit a statement that starts later; but no longer than
    /// a network that works would take.
    func finish() {
        let wasAsked = state.withLock { state in
            state.running = nil
            defer { state.asked = nil }
            return state.asked != nil
        }
        guard wasAsked else { return }
        let end = DispatchTime.now() + Self.longestDelay
        while state.withLock({ $0.isSending }), sent.wait(timeout: end) == .success {}
    }
}
