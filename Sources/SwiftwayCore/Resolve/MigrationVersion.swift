/// A version: numbers of any size between dots.
///
/// Missing and trailing parts that are zero do not matter when versions are compared: `1` = `1.0` = `001`, and
/// `1.10` > `1.9`. The text as written is kept, because that is what the history table stores.
public struct MigrationVersion: Sendable, CustomStringConvertible {
    /// As written, with `_` turned into `.`: `001.02`. What the column `version` holds.
    public let description: String
    /// The untouched text, `001_02`.
    package let rawText: String
    /// Words that are in the order of the versions. The first stands by itself: most versions have no other, and
    /// comparing ten thousand of them is comparing numbers.
    let first: UInt64
    private let others: [UInt64]

    /// A version as it stands in a file name.
    /// - Parameter text: Digits with single dots or underscores between them: `1`, `2.1`, `2026_11_26`.
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        let hasUnderscore = text.utf8.contains(UInt8(ascii: "_"))
        let dotted = hasUnderscore ? String(text.map { $0 == "_" ? "." : $0 }) : text
        var words = VersionWords()
        for byte in dotted.utf8 {
            guard words.take(byte) else { return nil }
        }
        guard words.finish() else { return nil }
        description = dotted
        rawText = text
        first = words.first
        others = words.others
    }

    /// A version of one number.
    /// - Parameter number: `3` is the version `3`.
    public init(_ number: UInt) {
        description = String(number)
        rawText = description
        var words = VersionWords()
        for byte in description.utf8 { _ = words.take(byte) }
        _ = words.finish()
        first = words.first
        others = words.others
    }
}

extension MigrationVersion: Comparable, Hashable {
    /// Whether they are the same version, however it is written: `1` and `1.0` are.
    public static func == (one: MigrationVersion, other: MigrationVersion) -> Bool {
        one.first == other.first && one.others == other.others
    }

    /// By the numbers, part for part: `1.9` comes before `1.10`.
    public static func < (one: MigrationVersion, other: MigrationVersion) -> Bool {
        one.first == other.first
            ? one.others.lexicographicallyPrecedes(other.others) : one.first < other.first
    }

    /// Alike for versions that are equal.
    /// - Parameter hasher: Takes the numbers in.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(first)
        for word in others { hasher.combine(word) }
    }
}

/// Turns the digits of a version into words that compare as the version does.
///
/// A part of up to 19 digits is one word. A longer one is the largest word, then the number of its digits, then the
/// digits themselves by eighteen: it comes behind all short ones, and among its like behind those with fewer digits.
private struct VersionWords {
    private(set) var first: UInt64 = 0
    private(set) var others: [UInt64] = []
    private var count = 0
    private var part: UInt64 = 0
    /// Without leading zeros.
    private var digits = 0
    private var isEmpty = true
    /// The digits of a part that is too long for a word.
    private var long: [UInt8] = []
    /// Zero parts that count only when another part follows.
    private var zeros = 0

    private static let longest = 19

    mutating func take(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: ".") { return finish() }
        let digit = byte &- UInt8(ascii: "0")
        guard digit < 10 else { return false }
        isEmpty = false
        if digit == 0, digits == 0 { return true }
        digits += 1
        if digits <= Self.longest {
            part = part * 10 + UInt64(digit)
        } else {
            if long.isEmpty { long = Array(String(part).utf8).map { $0 &- UInt8(ascii: "0") } }
            long.append(digit)
        }
        return true
    }

    /// Ends a part; `false` where it has no digit.
    mutating func finish() -> Bool {
        guard !isEmpty else { return false }
        if digits == 0 {
            zeros += 1
        } else {
            while zeros > 0 {
                append(0)
                zeros -= 1
            }
            if digits <= Self.longest { append(part) } else { appendLong() }
        }
        (part, digits, isEmpty) = (0, 0, true)
        long.removeAll(keepingCapacity: true)
        return true
    }

    private mutating func append(_ word: UInt64) {
        if count == 0 { first = word } else { others.append(word) }
        count += 1
    }

    private mutating func appendLong() {
        append(.max)
        append(UInt64(digits))
        var rest = long[...]
        while !rest.isEmpty {
            append(rest.prefix(18).reduce(0) { $0 * 10 + UInt64($1) })
            rest = rest.dropFirst(18)
        }
    }
}
