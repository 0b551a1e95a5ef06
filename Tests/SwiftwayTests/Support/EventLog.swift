import Swiftway
import Synchronization

/// What a run told while it happened.
final class EventLog: Sendable {
    private let recorded = Mutex<[Event]>([])

    func record(_ event: Event) { recorded.withLock { $0.append(event) } }

    var events: [Event] { recorded.withLock { $0 } }

    /// The events in words, without those for debugging.
    var lines: [String] { events.flatMap(\.lines).filter { $0.level != .debug }.map(\.text) }

    func removeAll() { recorded.withLock { $0 = [] } }
}
