import Dispatch
import Synchronization

/// Work on another thread, whose result is asked for later.
final class Running<Value: Sendable>: Sendable {
    private let outcome = Mutex<Result<Value, any Error>?>(nil)
    private let end = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws -> Value) {
        DispatchQueue(label: "running").async {
            let result = Result { try work() }
            self.outcome.withLock { $0 = result }
            self.end.signal()
        }
    }

    var isFinished: Bool { outcome.withLock { $0 != nil } }

    /// Waits for the end.
    func result() throws -> Value {
        end.wait()
        end.signal()
        guard let outcome = outcome.withLock({ $0 }) else { preconditionFailure("ended without outcome") }
        return try outcome.get()
    }
}
