#if ServiceLifecycle
    import SwiftwayCore
    import Synchronization

    /// A schema that is going to be ready, or not: any number of tasks may wait for that.
    final class SchemaReadiness: Sendable {
        private typealias Outcome = Result<StartReport, MigrationError>
        private typealias Waiter = CheckedContinuation<Outcome, Never>

        private struct State {
            var outcome: Outcome?
            var waiters: [Int: Waiter] = [:]
            /// Of waiters that were cancelled before they waited.
            var cancelled: Set<Int> = []
            var nextKey = 0
        }

        private let state = Mutex(State())

        var isReady: Bool {
            state.withLock { state in
                if case .success? = state.outcome { true } else { false }
            }
        }

        /// The first outcome stays.
        func settle(_ outcome: Result<StartReport, MigrationError>) {
            let waiters = state.withLock { state in
                guard state.outcome == nil else { return [Waiter]() }
                state.outcome = outcome
                defer { state.waiters = [:] }
                return Array(state.waiters.values)
            }
            for waiter in waiters { waiter.resume(returning: outcome) }
        }

        var value: StartReport {
            get async throws(MigrationError) {
                let key = state.withLock { state in
                    state.nextKey += 1
                    return state.nextKey
                }
                let outcome = await withTaskCancellationHandler {
                    await withCheckedContinuation { waiter in wait(waiter, key) }
                } onCancel: {
                    cancel(key)
                }
                return try outcome.get()
            }
        }

        private func wait(_ waiter: Waiter, _ key: Int) {
            let outcome: Outcome? = state.withLock { state in
                if let outcome = state.outcome { return outcome }
                if state.cancelled.remove(key) != nil { return .failure(Self.interrupted) }
                state.waiters[key] = waiter
                return nil
            }
            if let outcome { waiter.resume(returning: outcome) }
        }

        private func cancel(_ key: Int) {
            let waiter = state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: key)
                if waiter == nil, state.outcome == nil { state.cancelled.insert(key) }
                return waiter
            }
            waiter?.resume(returning: .failure(Self.interrupted))
        }

        private static var interrupted: MigrationError {
            MigrationError(code: .interrupted, message: "Waiting for the schema was cancelled.")
        }
    }
#endif
