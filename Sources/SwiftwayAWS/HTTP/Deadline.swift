/// When patience ends.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(after duration: Duration) { end = ContinuousClock.now + duration }

    /// For `poll`; 0 when the time is over.
    var milliseconds: Int32 {
        let left = (end - ContinuousClock.now) / .milliseconds(1)
        return Int32(max(0, min(left.rounded(.up), 1_000_000_000)))
    }
}
