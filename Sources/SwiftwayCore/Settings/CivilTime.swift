/// A date and time of day as clocks show it, without zone.
public struct CivilTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var year: Int
    public var month: Int
    public var day: Int
    public var hour: Int
    public var minute: Int
    public var second: Int
    /// 0 … 999,999.
    public var microsecond: Int

    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0)
    {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
    }

    public static func < (one: CivilTime, other: CivilTime) -> Bool {
        (one.year, one.month, one.day, one.hour, one.minute, one.second)
            < (other.year, other.month, other.day, other.hour, other.minute, other.second)
            || (one.sameSecond(as: other) && one.microsecond < other.microsecond)
    }

    private func sameSecond(as other: CivilTime) -> Bool {
        (year, month, day, hour, minute, second)
            == (other.year, other.month, other.day, other.hour, other.minute, other.second)
    }

    /// `2024-05-01 10:11:12`.
    public var description: String {
        "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2)) \(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    }

    /// `2024-05-01T10:11:12.123456`; digits of the fraction that are zero at the end are left out.
    public var iso8601: String {
        var fraction = padded(microsecond, 6)
        while fraction.last == "0" { fraction.removeLast() }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        return fraction.isEmpty ? "\(date)T\(time)" : "\(date)T\(time).\(fraction)"
    }

    private static let separators = Array("- :T.".utf8)

    /// What both databases send for `installed_on`: `yyyy-MM-dd HH:mm:ss`, with or without a fraction.
    public init?(databaseText text: String) {
        // Over bytes: this is done for every row of the history.
        let parts = text.utf8.split { Self.separators.contains($0) }.prefix(7).map { Substring($0) }
        let numbers = parts.prefix(6).compactMap { Int($0) }
        guard numbers.count >= 5, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else { return nil }
        var fraction = 0
        if parts.count == 7 {
            let digits = parts[6].prefix { $0.isASCII && $0.isNumber }.prefix(6)
            fraction = Int(String(digits) + String(repeating: "0", count: 6 - digits.count)) ?? 0
        }
        self.init(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
            second: numbers.count > 5 ? numbers[5] : 0, microsecond: fraction)
    }

    /// `dd/MM/yyyy HH:mm`, the form of `infoSinceDate` and `infoUntilDate`.
    public init?(dayFirst text: String) {
        let numbers = text.split { "/ :".contains($0) }.compactMap { Int($0) }
        guard numbers.count == 5, (1...31).contains(numbers[0]), (1...12).contains(numbers[1]),
            (0...23).contains(numbers[3]), (0...59).contains(numbers[4])
        else { return nil }
        self.init(year: numbers[2], month: numbers[1], day: numbers[0], hour: numbers[3], minute: numbers[4])
    }
}

/// `number` with zeros in front up to `width` digits.
package func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
