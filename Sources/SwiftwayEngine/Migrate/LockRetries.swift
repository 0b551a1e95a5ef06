import SwiftwayCore
import SwiftwayDatabase

/// Patience with locks: who waits too long steps back, so that those who queue behind are let through, and tries again.
final class LockRetries {
    /// How long each statement waits for each lock; `nil` leaves that to the session.
    private(set) var lockTimeout: Duration?
    private(set) var isOn = false
    private let interruption: Interruption
    private let watch: StatementWatch
    private let observe: (Event) -> Void
    private var budget: Duration
    /// Whether the last refusal to try again had no other reason than the budget.
    private(set) var isSpent = false

    private static let firstPause = 0.5
    private static let longestPause = 30.0

    init(
        budget: Duration, interruption: Interruption, watch: StatementWatch, observe: @escaping (Event) -> Void
    ) {
        self.budget = budget
        self.interruption = interruption
        self.watch = watch
        self.observe = observe
    }

    func turnOn(lockTimeout: Duration?) {
        isOn = true
        self.lockTimeout = lockTimeout
    }

    /// Whether to try once more what has failed by `error` and was rolled back. Returns after a pause.
    /// - Parameters:
    ///   - attempt: How often it was tried.
    ///   - began: When the last attempt began.
    func tryAgain(
        _ script: String, after error: DatabaseError?, attempt: Int, began: ContinuousClock.Instant
    ) -> Bool {
        guard isOn, let error, error.category == .locked, !interruption.isRequested else { return false }
        // Jitter keeps those who were turned away together from coming back together.
        let growth = Self.firstPause * Double(1 << min(attempt - 1, 10))
        let pause = Duration.seconds(min(Self.longestPause, growth) * Double.random(in: 0.5...1))
        budget -= began.duration(to: .now) + pause
        guard budget > .zero else {
            isSpent = true
            return false
        }
        observe(
            .lockRetry(
                LockRetry(
                    script: script, waited: watch.lastElapsed, activity: watch.lastActivity,
                    message: error.message, attempt: attempt + 1, pause: pause, budget: budget)))
        interruption.pause(pause)
        return !interruption.isRequested
    }
}
