package import SwiftwayCore
package import SwiftwayDatabase
import Synchronization

/// Asks a run to stop, from any thread: what it is waiting for is cancelled, and nothing new is begun.
package final class Interruption: Sendable {
    private struct State {
        var isRequested = false
        // An array: there are one or two of them, and a dictionary costs more to come into being than all of its use.
        var cancellers: [(key: Int, canceller: any Canceller)] = []
        var nextKey = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// May be called again as long as the run has not ended: a cancel request that comes between two statements hits
    /// nothing.
    package func interrupt() {
        let cancellers = state.withLock { state in
            state.isRequested = true
            return state.cancellers.map(\.canceller)
        }
        for canceller in cancellers { canceller.cancel() }
    }

    /// Ends the programs that run, without asking them: to be called where this process is about to end itself.
    package func killPrograms() {
        for case let group as ProgramGroup in state.withLock({ $0.cancellers.map(\.canceller) }) { group.kill() }
    }

    /// Whether there is a connection or a program to be stopped.
    package var reachesSomething: Bool { state.withLock { !$0.cancellers.isEmpty } }

    package var isRequested: Bool { state.withLock { $0.isRequested } }

    /// - Throws: ``MigrationError`` with the code `INTERRUPTED` once the run was asked to stop.
    package func check() throws(MigrationError) {
        if isRequested { throw MigrationError(code: .interrupted, message: "The run was interrupted.") }
    }

    /// Lets `canceller` be called until the key that is returned is removed.
    package func register(_ canceller: any Canceller) -> Int {
        state.withLock { state in
            state.nextKey += 1
            state.cancellers.append((state.nextKey, canceller))
            return state.nextKey
        }
    }

    package func remove(_ key: Int) { state.withLock { $0.cancellers.removeAll { $0.key == key } } }

    /// Blocks the calling thread, but not beyond a request to stop.
    package func pause(_ duration: Duration) {
        let clock = ContinuousClock()
        let end = clock.now + duration
        while !isRequested, clock.now < end {
            SwiftwayEngine.pause(seconds: min(0.02, max(0, clock.now.duration(to: end) / .seconds(1))))
        }
    }
}
