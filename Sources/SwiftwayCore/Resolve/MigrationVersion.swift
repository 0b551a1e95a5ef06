/// A version: numbers of any size between dots.
///
/// Missing and trailing parts that are zero do not matter when versions are compared: `1` = `1.0` = `001`, and
/// `1.10` > `1.9`. The text as written is kept, because that is what the history table stores.
public struct MigrationVersion: Sendable, CustomStringConvertible {
    /// As written, with `_` turned into `.`: `001.02`. What the column `version` holds.
    public let description: String
    /// The untouched text, `001_02`.
    public let rawText: String
    /// The parts without leading zeros; zero parts at the end are dropped.
    private let parts: [Substring.UTF8View]

    /// `nil` unless `text` is digits with single dots or underscores between them.
    public init?(_ text: String) {
        let dotted = text.utf8.contains(UInt8(ascii: "_")) ? String(text.map { $0 == "_" ? "." : $0 }) : text
        var parts: [Substring.UTF8View] = []
        for digits in dotted.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            parts.append(digits.drop { $0 == 0x30 })
        }
        while parts.last?.isEmpty == true { parts.removeLast() }
        self.description = dotted
        self.rawText = text
        self.parts = parts
    }

    public init(_ number: UInt) {
        description = String(number)
        rawText = description
        parts = number == 0 ? [] : [description[...].utf8]
    }
}

extension MigrationVersion: Comparable, Hashable {
    public static func == (one: MigrationVersion, other: MigrationVersion) -> Bool {
        one.parts.count == other.parts.count
            && zip(one.parts, other.parts).allSatisfy { $0.elementsEqual($1) }
    }

    public static func < (one: MigrationVersion, other: MigrationVersion) -> Bool {
        for (left, right) in zip(one.parts, other.parts) {
            // Without leading zeros the longer number is the larger one.
            if left.count != right.count { return left.count < right.count }
            if !left.elementsEqual(right) { return left.lexicographicallyPrecedes(right) }
        }
        return one.parts.count < other.parts.count
    }

    public func hash(into hasher: inout Hasher) {
        for part in parts {
            hasher.combine(part.count)
            for digit in part { hasher.combine(digit) }
        }
    }
}
