/// The part of a text that is worth showing: the whole of a short one, and of a long one what stands around a place.
package struct TextExcerpt {
    package let text: String

    /// In bytes. What is longer fills a terminal and hides what is said about it.
    package static let longest = 2_048
    private static let mostLines = 20

    /// - Parameter position: Of the place, from 1, in Unicode scalars; `nil` is the beginning.
    package init(_ whole: String, around position: Int? = nil) {
        guard whole.utf8.count > Self.longest else {
            text = whole
            return
        }
        let place = position.map { whole.unicodeScalars.prefix(max(0, $0 - 1)).endIndex } ?? whole.startIndex
        let bytes = Array(whole.utf8)
        let offset = whole.utf8.distance(from: whole.startIndex, to: place)
        var range = Self.line(at: min(offset, bytes.count - 1), in: bytes)
        if range.count > Self.longest {
            let half = Self.longest / 2
            let start = max(range.lowerBound, min(offset - half, range.upperBound - Self.longest))
            range = start..<min(start + Self.longest, range.upperBound)
            range = Self.atCharacters(range, in: bytes)
        } else {
            range = Self.extended(range, in: bytes)
        }
        let before = range.lowerBound
        let after = bytes.count - range.upperBound
        text =
            (before > 0 ? "… (\(before) bytes before this)\n" : "") + String(decoding: bytes[range], as: UTF8.self)
            + (after > 0 ? "\n… (\(after) bytes behind this)" : "")
    }

    /// Without its line end.
    private static func line(at offset: Int, in bytes: [UInt8]) -> Range<Int> {
        let lineFeed = UInt8(ascii: "\n")
        let start = bytes[..<offset].lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
        return start..<max(start, bytes[offset...].firstIndex(of: lineFeed) ?? bytes.count)
    }

    /// With as many lines before and behind as there is room for.
    private static func extended(_ line: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var range = line
        var lines = 1
        var hasGrown = true
        while hasGrown, lines < mostLines {
            hasGrown = false
            for isBefore in [true, false] where lines < mostLines {
                guard isBefore ? range.lowerBound > 0 : range.upperBound < bytes.count - 1 else { continue }
                let next = Self.line(at: isBefore ? range.lowerBound - 1 : range.upperBound + 1, in: bytes)
                let wider = min(range.lowerBound, next.lowerBound)..<max(range.upperBound, next.upperBound)
                guard wider.count <= longest else { continue }
                range = wider
                lines += 1
                hasGrown = true
            }
        }
        return range
    }

    /// No character is cut in two.
    private static func atCharacters(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, bytes[start] & 0xC0 == 0x80 { start += 1 }
        while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return start..<end
    }
}
