import SwiftwayText

/// A moment, in whole seconds, as AWS writes it.
package struct SigningTime: Sendable, Hashable, Comparable {
    /// Since 1970-01-01T00:00:00Z.
    package var seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    /// `2015-08-30T12:36:00Z` or `20150830T123600Z`; a fraction is cut off. `nil` for other forms.
    package init?(_ text: String) {
        guard text.hasSuffix("Z") else { return nil }
        let whole = text.dropLast().prefix { $0 != "." }
        let digits = whole.filter { !"-:".contains($0) }
        let halves = digits.split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2, halves[0].count == 8, halves[1].count == 6,
            let date = Int(halves[0]), let time = Int(halves[1]), date > 0, time >= 0
        else { return nil }
        let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100)
        let (hour, minute, second) = (time / 10_000, time / 100 % 100, time % 100)
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60 else { return nil }
        seconds = Self.days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
    }

    package static func < (one: SigningTime, other: SigningTime) -> Bool { one.seconds < other.seconds }

    /// `20150830`.
    var date: String { String(text.prefix(8)) }

    /// `20150830T123600Z`.
    var text: String {
        var days = seconds / 86_400
        var rest = seconds % 86_400
        if rest < 0 {
            rest += 86_400
            days -= 1
        }
        let (year, month, day) = Self.civil(days)
        return padded(year, 4) + padded(month, 2) + padded(day, 2)
            + "T" + padded(rest / 3_600, 2) + padded(rest / 60 % 60, 2) + padded(rest % 60, 2) + "Z"
    }

    // The calendar is that of ISO 8601. Years begin in March here, so that a leap day is the last of its year.

    /// Days since 1970-01-01.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? month - 3 : month + 9
        let year = month > 2 ? year : year - 1
        let leapDays = year / 4 - year / 100 + year / 400
        return year * 365 + leapDays + (shifted * 153 + 2) / 5 + day - 1 - daysBeforeEpoch
    }

    private static func civil(_ daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSinceEpoch + daysBeforeEpoch
        var year = days / 366
        while Self.days(year + 1, 3, 1) <= daysSinceEpoch { year += 1 }
        let dayOfYear = daysSinceEpoch - Self.days(year, 3, 1)
        let shifted = (dayOfYear * 5 + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (month > 2 ? year : year + 1, month, dayOfYear - (shifted * 153 + 2) / 5 + 1)
    }

    /// From 0000-03-01 to 1970-01-01.
    private static let daysBeforeEpoch = 719_468
}
