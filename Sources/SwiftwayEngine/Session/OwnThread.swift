import Dispatch
import Synchronization

/// Runs blocking `work` away from the cooperative pool, which has a thread for each core and none to spare.
/// - Parameter interruption: Is used when the task is cancelled, and again until the work has ended: a request that comes
///   between two statements hits nothing.
package func onOwnThread<Value: Sendable, Failure: Error>(
    _ interruption: Interruption, _ work: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
    let end = RunEnd()
    let result = await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "swiftway.run").async {
                let result = Result { () throws(Failure) in try work() }
                end.reach()
                continuation.resume(returning: result)
            }
        }
    } onCancel: {
        interrupt(interruption, until: end)
    }
    return try result.get()
}

extension Task where Failure == Never {
    /// What the task ends with. When the task that waits is cancelled, this one is.
    package func value<Outcome, Reason: Error>() async throws(Reason) -> Outcome
    where Success == Result<Outcome, Reason> {
        try await withTaskCancellationHandler {
            await value
        } onCancel: {
            cancel()
        }.get()
    }
}

private func interrupt(_ interruption: Interruption, until end: RunEnd) {
    guard !end.isReached else { return }
    interruption.interrupt()
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(50)) { interrupt(interruption, until: end) }
}

/// Whether a run has ended.
private final class RunEnd: Sendable {
    private let reached = Mutex(false)

    var isReached: Bool { reached.withLock { $0 } }

    func reach() { reached.withLock { $0 = true } }
}
