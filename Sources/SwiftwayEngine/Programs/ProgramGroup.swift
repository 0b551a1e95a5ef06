import SwiftwayDatabase
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program and all that it has started: a process group, whose number is the program's own, and which ends as a whole.
/// A script that is ended alone leaves its children behind, and they go on writing.
final class ProgramGroup: Canceller {
    private enum State {
        case running
        /// It was asked to end.
        case ending(since: ContinuousClock.Instant)
        case killed
        /// Nothing of it is left, and its number may belong to others.
        case over
    }

    let leader: pid_t
    private let state = Mutex(State.running)

    /// How long it may take to end by itself.
    static let grace = Duration.milliseconds(500)
    /// How long is waited for processes that cannot end any more: nobody may be there to collect them.
    private static let patience = Duration.milliseconds(200)
    private static let interval: UInt32 = 5_000

    init(leader: pid_t) {
        self.leader = leader
    }

    /// Whether it was asked to end.
    var isEnding: Bool {
        state.withLock { state in
            switch state {
            case .ending, .killed: true
            case .running, .over: false
            }
        }
    }

    /// Whether nothing of it can be running any more, but for what has left the group.
    var isKilled: Bool {
        state.withLock { if case .killed = $0 { true } else { false } }
    }

    /// Asks it to end; when it takes too long, it is not asked.
    func cancel() {
        state.withLock { state in
            switch state {
            case .running:
                state = .ending(since: .now)
                send(SIGTERM)
                // A process that is stopped hears of nothing else.
                send(SIGCONT)
            case .ending(let since):
                guard since.duration(to: .now) >= Self.grace else { return }
                state = .killed
                send(SIGKILL)
            case .killed: send(SIGKILL)
            case .over: break
            }
        }
    }

    /// Does not ask.
    func kill() {
        state.withLock { state in
            if case .over = state { return }
            state = .killed
            send(SIGKILL)
        }
    }

    private func send(_ signal: Int32) {
        #if canImport(Glibc)
            _ = Glibc.kill(-leader, signal)
        #elseif canImport(Musl)
            _ = Musl.kill(-leader, signal)
        #else
            _ = Darwin.kill(-leader, signal)
        #endif
    }

    func resume() { send(SIGCONT) }

    /// To be called once the leader was waited for: where the group was asked to end, returns when it has.
    func finish() {
        var end: ContinuousClock.Instant?
        while isEnding, hasMembers {
            cancel()
            if isKilled {
                let limit = end ?? .now + Self.patience
                if .now >= limit { break }
                end = limit
            }
            usleep(Self.interval)
        }
        state.withLock { $0 = .over }
    }

    /// As long as it has, the system gives its number to nobody else.
    private var hasMembers: Bool {
        #if canImport(Glibc)
            Glibc.kill(-leader, 0) == 0
        #elseif canImport(Musl)
            Musl.kill(-leader, 0) == 0
        #else
            Darwin.kill(-leader, 0) == 0
        #endif
    }
}
