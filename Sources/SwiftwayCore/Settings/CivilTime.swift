import SwiftwayText

/// A date and time of day as clocks show it, without zone.
package struct CivilTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int
    /// 0 … 999,999.
    package var microsecond: Int

    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0)
    {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
    }

    package static func < (one: CivilTime, other: CivilTime) -> Bool {
        (one.year, one.month, one.day, one.hour, one.minute, one.second)
            < (other.year, other.month, other.day, other.hour, other.minute, other.second)
            || (one.sameSecond(as: other) && one.microsecond < other.microsecond)
    }

    private func sameSecond(as other: CivilTime) -> Bool {
        (year, month, day, hour, minute, second)
            == (other.year, other.month, other.day, other.hour, other.minute, other.second)
    }

    /// `2024-05-01 10:11:12`.
    package var description: String {
        "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2)) \(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    }

    /// `2024-05-01T10:11:12.123456`; digits of the fraction that are zero at the end are left out.
    package var iso8601: String {
        var fraction = padded(microsecond, 6)
        while fraction.last == "0" { fraction.removeLast() }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        return fraction.isEmpty ? "\(date)T\(time)" : "\(date)T\(time).\(fraction)"
    }

    private static let separators = Array("- :T.".utf8)

    /// What the databases send for `installed_on`: `yyyy-MM-dd HH:mm:ss`, with a blank or a `T`, with or without a
    /// fraction.
    package init?(databaseText text: String) {
        // This is done for every row of the history.
        if let usual = text.utf8.withContiguousStorageIfAvailable(Self.init(usualForm:)), let usual {
            self = usual
            return
        }
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

    /// `yyyy-MM-dd HH:mm:ss` to the letter, the blank excepted, perhaps with a fraction; `nil` for anything else, be it valid or not.
    private init?(usualForm text: UnsafeBufferPointer<UInt8>) {
        func number(_ range: Range<Int>) -> Int? {
            var number = 0
            for index in range {
                let digit = text[index] &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                number = number * 10 + Int(digit)
            }
            return number
        }
        guard text.count >= 19, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
            text[16] == UInt8(ascii: ":"),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        var microsecond = 0
        if text.count > 19 {
            let digits = text.count - 20
            guard text[19] == UInt8(ascii: "."), (1...6).contains(digits), let fraction = number(20..<text.count) else {
                return nil
            }
            microsecond = (digits..<6).reduce(fraction) { fraction, _ in fraction * 10 }
        }
        self.init(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, microsecond: microsecond)
    }

    /// `dd/MM/yyyy HH:mm`, the form of `infoSinceDate` and `infoUntilDate`. What stands behind the minutes is not looked
    /// at, as in Flyway: seconds, mostly.
    package init?(dayFirst text: String) {
        var rest = text.drop { $0 == " " }
        var numbers: [Int] = []
        for end in ["/", "/", " ", ":", nil] as [Character?] {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { return nil }
            numbers.append(number)
            rest = rest.dropFirst(digits.count)
            guard let end else { break }
            guard rest.first == end else { return nil }
            rest = rest.dropFirst().drop { $0 == " " }
        }
        guard (1...31).contains(numbers[0]), (1...12).contains(numbers[1]),
            (0...23).contains(numbers[3]), (0...59).contains(numbers[4])
        else { return nil }
        self.init(year: numbers[2], month: numbers[1], day: numbers[0], hour: numbers[3], minute: numbers[4])
    }
}
