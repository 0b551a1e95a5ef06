import SwiftwayCore

/// How far a run has come, for whoever watches it: on a terminal one line that moves; in a log a line whenever nothing
/// else was written for a while, so that nobody takes the run for dead.
struct LiveView {
    enum Place: Sendable, Equatable {
        /// With the columns that a line may take.
        case terminal(columns: Int)
        case log
        case nowhere
    }

    /// What is to be written now.
    enum Output: Equatable {
        /// In place of the line that stands there.
        case moving(String)
        case line(String)
        case nothing
    }

    let place: Place
    /// When something was written last.
    private var last: ContinuousClock.Instant
    private(set) var isShown = false

    /// Between two lines of a log.
    private static let heartbeat = Duration.seconds(30)
    private static let redraw = Duration.milliseconds(100)

    init(_ place: Place, at now: ContinuousClock.Instant = .now) {
        self.place = place
        last = now
    }

    mutating func show(_ running: RunningStatement, at now: ContinuousClock.Instant = .now) -> Output {
        let pause = last.duration(to: now)
        switch place {
        case .terminal(let columns):
            guard !isShown || pause >= Self.redraw else { return .nothing }
            last = now
            isShown = true
            return .moving(Self.cut(running.text, to: columns))
        case .log:
            guard pause >= Self.heartbeat else { return .nothing }
            last = now
            return .line("Still running: " + running.text)
        case .nowhere:
            return .nothing
        }
    }

    /// Something else is about to be written.
    /// - Returns: Whether the moving line has to be wiped away first.
    mutating func giveWay(at now: ContinuousClock.Instant = .now) -> Bool {
        defer { isShown = false }
        // A line that was wiped away comes back at once.
        if case .log = place { last = now }
        return isShown
    }

    private static func cut(_ text: String, to columns: Int) -> String {
        text.count < columns ? text : text.prefix(max(1, columns - 2)) + "…"
    }
}
