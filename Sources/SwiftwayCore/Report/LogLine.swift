import SwiftwayText

/// One message for people, with the weight that decides where it goes.
public struct LogLine: Sendable, Equatable {
    /// How much it matters; the raw values are Flyway's.
    public enum Level: String, Sendable {
        /// For those who look for a mistake: statements that are sent.
        case debug = "DEBUG"
        /// What happens as it should.
        case info = "INFO"
        /// What somebody should look at; the run goes on.
        case warning = "WARN"
        /// What has failed, or cannot be meant.
        case error = "ERROR"
    }

    /// Where it belongs.
    public var level: Level
    /// May hold several lines.
    public var text: String

    package init(_ level: Level, _ text: String) {
        self.level = level
        self.text = text
    }
}

/// `MM:SS.mmms`, minutes growing beyond two digits where they must.
package func formatted(milliseconds: Int) -> String {
    "\(padded(milliseconds / 60_000, 2)):\(padded(milliseconds / 1000 % 60, 2)).\(padded(milliseconds % 1000, 3))s"
}
