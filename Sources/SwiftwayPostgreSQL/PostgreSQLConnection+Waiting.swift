internal import CLibPQ
internal import SwiftwayDatabase

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Waiting for the server without being away meanwhile: libpq's own waiting calls return only when it has answered.
extension PostgreSQLConnection {
    /// How often ``onWait`` is called, in milliseconds.
    static let tick: Int32 = 100

    /// The next result of what was sent; `nil` when there are no more.
    func awaitResult() -> PostgreSQLResult? {
        waitUntilReady()
        return PostgreSQLResult(nextOn: handle.pointer)
    }

    /// Returns when the next result can be taken without waiting, or the connection is lost.
    func waitUntilReady() {
        guard PQisBusy(handle.pointer) == 1 else { return }
        let clock = ContinuousClock()
        let start = clock.now
        while PQisBusy(handle.pointer) == 1 {
            // 1: libpq still has something to send.
            let isUnsent = PQflush(handle.pointer) == 1
            let events = isUnsent ? POLLIN | POLLOUT : POLLIN
            switch Self.poll(PQsocket(handle.pointer), for: Int16(events), milliseconds: Self.tick) {
            case 0: onWait?(start.duration(to: clock.now))
            case let ready:
                guard ready & ~Int16(POLLOUT) != 0 else { continue }
                if PQconsumeInput(handle.pointer) == 0 { return }
            }
        }
    }

    /// Takes in what has arrived.
    func takeInput() {
        let ready = Self.poll(PQsocket(handle.pointer), for: Int16(POLLIN), milliseconds: 0)
        if ready != 0 { PQconsumeInput(handle.pointer) }
    }

    /// Ends the connection from this side, so that nobody waits for it any more.
    func hangUp() {
        shutdown(PQsocket(handle.pointer), Int32(SHUT_RDWR))
        while PQstatus(handle.pointer) == CONNECTION_OK, PQconsumeInput(handle.pointer) == 1 {}
    }

    /// A server that ends a session says so and hangs up; what it said is taken in first.
    package var isConnected: Bool {
        for _ in 0..<3 where PQstatus(handle.pointer) == CONNECTION_OK {
            guard Self.poll(PQsocket(handle.pointer), for: Int16(POLLIN), milliseconds: 0) != 0 else { return true }
            PQconsumeInput(handle.pointer)
            _ = PQisBusy(handle.pointer)
        }
        return PQstatus(handle.pointer) == CONNECTION_OK
    }

    /// What the socket is ready for; 0 where the time is over first. Signals do not end the wait, and a negative time is
    /// without end.
    static func poll(_ socket: Int32, for events: Int16, milliseconds: Int32) -> Int16 {
        var request = pollfd(fd: socket, events: events, revents: 0)
        while true {
            #if canImport(Glibc)
                let count = Glibc.poll(&request, 1, milliseconds)
            #elseif canImport(Musl)
                let count = Musl.poll(&request, 1, milliseconds)
            #else
                let count = Darwin.poll(&request, 1, milliseconds)
            #endif
            if count > 0 { return request.revents }
            if count == 0 { return 0 }
            // Whatever is wrong with the socket, libpq says it better.
            if errno != EINTR { return Int16(POLLERR) }
        }
    }
}
