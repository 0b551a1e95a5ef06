/// Durations as people write them: `5s`, `500ms`, `2min`, `1h`; a number alone is seconds.
extension Duration {
    /// `nil` for anything else, for negative numbers, and for more than a year.
    package init?(text: String) {
        let text = text.trimmingBlanks().lowercased()
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number >= 0 else { return nil }
        let seconds: Double
        switch text.dropFirst(digits.count).drop(while: { $0 == " " }) {
        case "ms": seconds = number / 1000
        case "", "s", "sec": seconds = number
        case "m", "min": seconds = number * 60
        case "h": seconds = number * 3600
        default: return nil
        }
        guard seconds <= 365 * 86_400 else { return nil }
        self = .milliseconds(Int64((seconds * 1000).rounded()))
    }

    /// The shortest of the forms that ``init(text:)`` reads; tenths of seconds at the least.
    package var text: String {
        let milliseconds = Int((self / .milliseconds(1)).rounded())
        if milliseconds == 0 { return "0" }
        if milliseconds < 1000 { return "\(milliseconds)ms" }
        if milliseconds % 3_600_000 == 0 { return "\(milliseconds / 3_600_000)h" }
        if milliseconds % 60_000 == 0 { return "\(milliseconds / 60_000)min" }
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(Double(milliseconds / 100) / 10)s"
    }

    /// For people, rounded: `0.4s`, `12s`, `3min 20s`, `2h 5min`.
    package var rounded: String {
        let seconds = self / .seconds(1)
        if seconds < 9.95 { return "\((seconds * 10).rounded() / 10)s" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole)s" }
        if whole < 3600 { return whole % 60 == 0 ? "\(whole / 60)min" : "\(whole / 60)min \(whole % 60)s" }
        return "\(whole / 3600)h \(whole % 3600 / 60)min"
    }
}
