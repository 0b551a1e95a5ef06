import SwiftwayCore
import SwiftwayDatabase

/// Looks after the statement that is running: says how far it is, and asks on another connection what holds it up.
final class StatementWatch {
    /// A connection that has nothing else to do; `nil` where there is none.
    var observer: ObserverConnection?
    private let worker: any ConnectionEvents & ConnectionFacts
    private let observe: (Event) -> Void
    /// How long a statement has to wait before it is looked at: in time before its patience ends.
    private var firstLook = Duration.milliseconds(500)
    private var current: RunningStatement?
    private var nextLook = Duration.zero
    /// Whether a look failed: then there are no more.
    private var isBlind = false
    /// What was seen last of the statement that ran last.
    private(set) var lastActivity: SessionActivity?
    /// When the migration that runs was begun, or begun again.
    private(set) var began = ContinuousClock.now
    /// How long that had been running when it was last heard of.
    private(set) var lastElapsed = Duration.zero

    private var lastTold = 0

    /// pg_blocking_pids takes the server's lock tables for a moment: not more often than this.
    private static let interval = Duration.seconds(1)

    init(worker: any ConnectionEvents & ConnectionFacts, observe: @escaping (Event) -> Void) {
        self.worker = worker
        self.observe = observe
        worker.onWait = { [unowned self] in waited($0) }
    }

    deinit { worker.onWait = nil }

    /// How long statements will wait for a lock: the first look has to come before that.
    func expect(lockTimeout: Duration?) { firstLook = min(.milliseconds(500), (lockTimeout ?? .seconds(1)) / 2) }

    /// A migration begins.
    func begin(script: String, migration: Int, of migrations: Int, statements: Int?) {
        let running = RunningStatement(
            script: script, migration: migration, migrations: migrations, statements: statements)
        current = running
        began = .now
        forget()
        observe(.running(running))
    }

    /// Its statement of that number begins, from 1.
    func begin(statement: Int) {
        current?.statement = statement
        forget()
    }

    /// Nothing is running any more, and the observer has other things to do.
    func end() {
        current = nil
        observer = nil
    }

    private func forget() {
        current?.elapsed = .zero
        current?.activity = nil
        lastActivity = nil
        lastElapsed = .zero
        nextLook = firstLook
    }

    private func waited(_ elapsed: Duration) {
        lastElapsed = elapsed
        if elapsed >= nextLook, !isBlind {
            nextLook = elapsed + Self.interval
            look()
        }
        guard var running = current else {
            if worker.kind.hasAdvisoryLocks { return }
            // Between migrations there is nothing to wait for but another process that writes.
            let seconds = Int(elapsed / .seconds(1))
            if seconds > 0, seconds % 10 == 1, seconds != lastTold {
                observe(.waitingForLock(holder: nil, seconds: seconds))
                lastTold = seconds
            }
            return
        }
        running.elapsed = elapsed
        running.activity = lastActivity
        observe(.running(running))
    }

    private func look() {
        guard let session = worker.sessionID, let observer = observer?.connection else { return }
        do {
            if let activity = try observer.activity(of: session) {
                // What it waited for is worth more than that it goes on now.
                lastActivity = activity
            }
        } catch {
            isBlind = true
        }
    }
}
