/// One message for people, with the weight that decides where it goes.
public struct LogLine: Sendable, Equatable {
    public enum Level: String, Sendable {
        case debug = "DEBUG"
        case info = "INFO"
        case warning = "WARN"
        case error = "ERROR"
    }

    public var level: Level
    /// May hold several lines.
    public var text: String

    public init(_ level: Level, _ text: String) {
        self.level = level
        self.text = text
    }
}

/// `MM:SS.mmms`, minutes growing beyond two digits where they must.
package func formatted(milliseconds: Int) -> String {
    "\(padded(milliseconds / 60_000, 2)):\(padded(milliseconds / 1000 % 60, 2)).\(padded(milliseconds % 1000, 3))s"
}
