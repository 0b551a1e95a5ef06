import Swiftway
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `SIGINT`, `SIGTERM` and `SIGHUP`, waited for on a thread of their own: they stop the run in order, and the process within a
/// second even if the database does not answer any more.
final class Signals: Sendable {
    let interruption: Interruption
    /// The first one that came.
    private let received = Mutex<Int32?>(nil)

    /// How long a run may take to end in order.
    private static let patience = Duration.milliseconds(900)
    private static let interval: UInt32 = 50_000

    /// What was told to ignore them (`nohup`, `trap '' INT`) keeps ignoring them.
    private let numbers = [SIGINT, SIGTERM, SIGHUP].filter { !isIgnored($0) }

    private init(_ interruption: Interruption) {
        self.interruption = interruption
    }

    /// 128 and the number of the signal that came, which is how shells tell of it; `nil` where none came.
    var exitStatus: Int32? { received.withLock { $0 }.map { 128 + $0 } }

    /// From now on the signals come here and nowhere else. To be called before other threads are started.
    static func watch(_ interruption: Interruption) -> Signals {
        let signals = Signals(interruption)
        var set = signals.set
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let context = Unmanaged.passRetained(signals).toOpaque()
        #if canImport(Darwin)
            var thread: pthread_t?
            pthread_create(&thread, nil, { Signals.main($0) }, context)
        #else
            var thread = pthread_t()
            pthread_create(&thread, nil, { $0.flatMap { Signals.main($0) } }, context)
        #endif
        return signals
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private var set: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        return set
    }

    private static func main(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        let signals = Unmanaged<Signals>.fromOpaque(context).takeRetainedValue()
        var set = signals.set
        var number: Int32 = 0
        if sigwait(&set, &number) == 0 { signals.stop(number) }
        return nil
    }

    private func stop(_ number: Int32) {
        received.withLock { $0 = number }
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end {
            // Again and again: between two statements there is nothing to be cancelled.
            interruption.interrupt()
            usleep(Self.interval)
            var pending = sigset_t()
            sigpending(&pending)
            // Who asks twice does not want to wait.
            if numbers.contains(where: { sigismember(&pending, $0) == 1 }) { leave(number) }
        }
        StandardStream.errors.writeWithoutWaiting(
            interruption.reachesSomething
                ? "ERROR: Interrupted. The database did not answer in time, and its connection was closed: what was "
                    + "not committed is rolled back. `swiftway info` tells what is applied.\n"
                : "ERROR: Interrupted.\n")
        leave(number)
    }

    private func leave(_ number: Int32) -> Never {
        interruption.killPrograms()
        _exit(128 + number)
    }
}
