/// Texts in texts, byte by byte.
///
/// The standard library's `contains(_:)`, `firstRange(of:)` and `replacing(_:with:)` compare characters, and to them
/// `"\r\n"` is one: it does not contain `"\n"`. Files, addresses and messages are searched by their bytes, under names that
/// show which is meant.
extension StringProtocol {
    /// Whether `part` is in it. An empty text is in every text.
    package func contains(text part: some StringProtocol) -> Bool { firstRange(ofText: part) != nil }

    /// Where `part` is for the first time.
    package func firstRange(ofText part: some StringProtocol) -> Range<Index>? {
        utf8.firstRange(ofBytes: part.utf8)
    }

    /// This text with every `old` replaced by `new`, from the left, without overlaps.
    package func replacing(text old: some StringProtocol, with new: some StringProtocol) -> String {
        var result = ""
        var rest = self[...]
        while !old.isEmpty, let range = rest.firstRange(ofText: old) {
            result += rest[..<range.lowerBound]
            result += new
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}

extension Collection<UInt8> where SubSequence: Collection<UInt8> {
    /// Where `part` is for the first time; nothing is at the start.
    package func firstRange(ofBytes part: some Collection<UInt8>) -> Range<Index>? {
        guard let first = part.first else { return startIndex..<startIndex }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first) {
            if self[found...].starts(with: part) { return found..<index(found, offsetBy: part.count) }
            start = index(after: found)
        }
        return nil
    }
}
