/// Walks forward over a text and knows line and column of the script as written.
struct LocationCursor: Sendable {
    /// Where it stands, in bytes of the text after replacement.
    private(set) var offset: Int
    private(set) var location: ScriptLocation
    /// The placeholders that it has not passed, in order.
    private var spans: ArraySlice<PlaceholderSpan>

    init(offset: Int = 0, location: ScriptLocation = .start, spans: [PlaceholderSpan] = []) {
        self.offset = offset
        self.location = location
        self.spans = spans[...]
    }

    mutating func append(_ span: PlaceholderSpan) {
        spans.append(span)
    }

    /// The placeholders not yet passed whose value touches `range`.
    func spans(touching range: Range<Int>) -> [PlaceholderSpan] {
        if spans.isEmpty { return [] }
        return spans.prefix { $0.value.lowerBound <= range.upperBound }.filter {
            $0.value.upperBound >= range.lowerBound
        }
    }

    /// Moves to `target`, which is not before ``offset``.
    ///
    /// Inside a value the location is that of the placeholder.
    /// - Parameters:
    ///   - window: Holds at least the bytes between here and there.
    ///   - base: The offset of the window's first byte.
    mutating func advance(to target: Int, in window: UnsafeBufferPointer<UInt8>, startingAt base: Int) {
        while let span = spans.first, span.value.lowerBound <= target {
            if offset < span.value.lowerBound {
                pass(UnsafeBufferPointer(rebasing: window[offset - base..<span.value.lowerBound - base]))
            }
            if target < span.value.upperBound {
                offset = target
                return
            }
            if span.writtenLines > 0 {
                location = ScriptLocation(line: location.line + span.writtenLines, column: 1)
            }
            location.column += span.writtenColumns
            offset = span.value.upperBound
            spans.removeFirst()
        }
        if offset < target {
            pass(UnsafeBufferPointer(rebasing: window[offset - base..<target - base]))
            offset = target
        }
    }

    /// Steps over a byte order mark, which has no column.
    mutating func skip(to target: Int) {
        offset = target
    }

    private mutating func pass(_ bytes: UnsafeBufferPointer<UInt8>) {
        let lines = countLineFeeds(in: bytes)
        if lines == 0 {
            location.column += countScalars(in: bytes)
            return
        }
        var lineStart = bytes.count
        while bytes[lineStart - 1] != .lineFeed { lineStart -= 1 }
        location = ScriptLocation(
            line: location.line + lines,
            column: 1 + countScalars(in: UnsafeBufferPointer(rebasing: bytes[lineStart...]))
        )
    }
}
