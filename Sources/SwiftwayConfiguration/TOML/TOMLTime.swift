/// A date, a time, or both, perhaps with an offset from UTC: `1979-05-27`, `07:32:00.5`, `1979-05-27T07:32:00Z`.
struct TOMLTime {
    /// As it was written, with `T` and `Z`.
    let text: String

    /// `nil` where `word` is no time, or one that no calendar and no clock shows.
    init?(_ word: ArraySlice<UInt8>) {
        var rest = word
        var text = ""
        if let date = Self.date(&rest) {
            text = date
            if let separator = rest.first {
                guard separator | 0x20 == UInt8(ascii: "t") || separator == TOMLByte.space else { return nil }
                rest = rest.dropFirst()
                guard let time = Self.time(&rest) else { return nil }
                text += "T\(time)"
                if !rest.isEmpty {
                    guard let offset = Self.offset(&rest) else { return nil }
                    text += offset
                }
            }
        } else {
            guard let time = Self.time(&rest) else { return nil }
            text = time
        }
        guard rest.isEmpty else { return nil }
        self.text = text
    }

    private static func date(_ rest: inout ArraySlice<UInt8>) -> String? {
        var ahead = rest
        guard let year = number(4, &ahead), take("-", &ahead), let month = number(2, &ahead), take("-", &ahead),
            let day = number(2, &ahead), (1...12).contains(month), (1...days(of: month, year)).contains(day)
        else { return nil }
        defer { rest = ahead }
        return String(decoding: rest[..<ahead.startIndex], as: UTF8.self)
    }

    private static func time(_ rest: inout ArraySlice<UInt8>) -> String? {
        var ahead = rest
        guard let hour = number(2, &ahead), take(":", &ahead), let minute = number(2, &ahead), take(":", &ahead),
            // A leap second has the number 60.
            let second = number(2, &ahead), hour < 24, minute < 60, second <= 60
        else { return nil }
        if ahead.first == TOMLByte.dot {
            let fraction = ahead.dropFirst().prefix(while: TOMLByte.isDigit)
            guard !fraction.isEmpty else { return nil }
            ahead = ahead[fraction.endIndex...]
        }
        defer { rest = ahead }
        return String(decoding: rest[..<ahead.startIndex], as: UTF8.self)
    }

    private static func offset(_ rest: inout ArraySlice<UInt8>) -> String? {
        if rest.count == 1, rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "z") {
            rest = []
            return "Z"
        }
        var ahead = rest
        guard take("-", &ahead) || take("+", &ahead), let hour = number(2, &ahead), take(":", &ahead),
            let minute = number(2, &ahead), hour < 24, minute < 60
        else { return nil }
        defer { rest = ahead }
        return String(decoding: rest[..<ahead.startIndex], as: UTF8.self)
    }

    private static func number(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(TOMLByte.isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func take(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func days(of month: Int, _ year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
