import Dispatch
import SwiftwayDatabase

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A connection that is opened on a thread of its own, while the one that needs it does something else: a server takes
/// milliseconds to start a session, all of them waiting, and SQLite takes one to read the schema of 200 tables. Nor can
/// it be interrupted: looking a host's name up, or asking AWS for a password, may take longer than anybody who asks for a
/// stop wants to wait.
final class ConnectionOpening {
    typealias Opened = Result<(any DatabaseConnection)?, OpeningFailure>
    typealias Open = @Sendable () throws(OpeningFailure) -> (any DatabaseConnection)?

    /// Unchecked because what is in it crosses threads once: it is written by the opening thread, and read after that
    /// thread was joined.
    private final class Work: @unchecked Sendable {
        let open: Open
        var opened: Opened?
        let end = DispatchSemaphore(value: 0)

        init(_ open: @escaping Open) { self.open = open }

        func run() {
            opened = Result { () throws(OpeningFailure) in try open() }
            end.signal()
        }
    }

    private let work: Work
    /// `nil` where there is no thread, or not any more.
    private var thread: pthread_t?

    /// - Parameter open: Opens it, on the other thread. `nil` is where nobody knows the address.
    init(_ open: @escaping Open) {
        work = Work(open)
        let context = Unmanaged.passRetained(work).toOpaque()
        #if canImport(Darwin)
            var thread: pthread_t?
            let code = pthread_create(&thread, nil, { ConnectionOpening.main($0) }, context)
        #else
            var thread = pthread_t()
            let code = pthread_create(&thread, nil, { $0.flatMap { ConnectionOpening.main($0) } }, context)
        #endif
        if code == 0 {
            self.thread = thread
        } else {
            Unmanaged<Work>.fromOpaque(context).release()
        }
    }

    deinit { join() }

    private static func main(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }

    private func join() {
        if let thread { pthread_join(thread, nil) }
        thread = nil
    }

    /// Waits for it. From here on the connection belongs to the calling thread.
    /// - Parameter patience: How long; without it as long as the driver waits.
    /// - Returns: `nil` where the run was asked to stop, or the patience is at its end: the attempt is left to itself, and
    ///   closes what it opens.
    func result(_ interruption: Interruption, within patience: Duration? = nil) -> Opened? {
        let end = patience.map { ContinuousClock.now + $0 }
        while thread != nil, work.end.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
            guard interruption.isRequested || end.map({ $0 < .now }) == true else { continue }
            abandon()
            return nil
        }
        join()
        if work.opened == nil { work.run() }
        defer { work.opened = nil }
        return work.opened ?? .success(nil)
    }

    /// Leaves the attempt to itself.
    func abandon() {
        if let thread { pthread_detach(thread) }
        thread = nil
    }

    /// The same as ``result(_:within:)`` without waiting: `nil` as long as it is under way.
    func resultIfThere() -> Opened? {
        guard thread != nil, work.end.wait(timeout: .now()) == .success else { return nil }
        join()
        defer { work.opened = nil }
        return work.opened ?? .success(nil)
    }
}
