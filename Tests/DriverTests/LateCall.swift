import Dispatch
import Synchronization

/// A call on another thread after a while.
final class LateCall: Sendable {
    private let begun = Mutex<ContinuousClock.Instant?>(nil)

    init(after delay: Duration, _ call: @escaping @Sendable () -> Void) {
        let milliseconds = Int(delay / .milliseconds(1))
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
            self.begun.withLock { $0 = ContinuousClock.now }
            call()
        }
    }

    /// How long ago the call began; endless if it has not.
    var elapsed: Duration {
        begun.withLock { $0.map { ContinuousClock.now - $0 } ?? .seconds(1_000_000) }
    }
}
