// The lines behind `COPY … FROM STDIN`.
extension StatementCutter {
    mutating func scanRestOfCopyLine(_ window: UnsafeBufferPointer<UInt8>, _ base: Int) -> Cut? {
        let end = firstIndex(of: .lineFeed, in: window, from: position - base)
        position = base + end
        if end == window.count { return .needsInput }
        copy.skipped = skippedText(in: window, from: copy.end + 1 - base, to: end, startingAt: base)
        position += 1
        dataStart = position
        mode = .copyData
        return .statement(copy)
    }

    func skippedText(
        in window: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, startingAt base: Int
    ) -> Range<Int> {
        var start = start
        var end = end
        while start < end, window[start].isBlank || window[start] == UInt8(ascii: ";") { start += 1 }
        while start < end, window[end - 1].isBlank { end -= 1 }
        let text = window[start..<end]
        let isComment = text.starts(with: "--".utf8) || text.starts(with: "/*".utf8)
        return isComment ? 0..<0 : base + start..<base + end
    }

    mutating func scanCopyData(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, _ isComplete: Bool
    ) -> Cut? {
        let start = dataStart - base
        var index = position - base
        while true {
            index = firstIndex(of: UInt8(ascii: "\\"), followedBy: UInt8(ascii: "."), in: window, from: index)
            if index == window.count { break }
            // Flyway trims the line before it compares, and so nothing but blanks may stand beside the two.
            var lineStart = index
            while lineStart > start, window[lineStart - 1] != .lineFeed, window[lineStart - 1] <= 0x20 {
                lineStart -= 1
            }
            var lineEnd = index + 2
            while lineEnd < window.count, window[lineEnd] != .lineFeed, window[lineEnd] <= 0x20 { lineEnd += 1 }
            let beginsLine = lineStart == start || window[lineStart - 1] == .lineFeed
            if beginsLine, lineEnd == window.count, !isComplete { break }
            if beginsLine, lineEnd == window.count || window[lineEnd] == .lineFeed {
                position = base + min(lineEnd + 1, window.count)
                mode = .ground
                return .endOfCopyData(dataStart..<base + lineStart)
            }
            index = lineEnd
        }
        if isComplete { return .needsInput }
        // Not further than one byte before the end, which may be the first half of the pair.
        position = base + max(start, min(index, window.count - 1))
        var lineStart = window.count
        while lineStart > start, window[lineStart - 1] != .lineFeed { lineStart -= 1 }
        if lineStart == start { return .needsInput }
        let data = dataStart..<base + lineStart
        dataStart = data.upperBound
        position = max(position, dataStart)
        return .copyData(data)
    }
}
