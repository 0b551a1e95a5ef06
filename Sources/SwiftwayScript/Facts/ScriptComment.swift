/// A comment of a script.
package struct ScriptComment: Sendable, Equatable {
    /// Without its marks and the blanks around it.
    package var text: String
    package var location: ScriptLocation
}

extension ScriptStatement {
    /// The comments before and inside of it, in their order.
    package func comments(dialect: ScriptDialect) -> [ScriptComment] {
        withTokens(dialect: dialect) { bytes, reader in
            var comments: [ScriptComment] = []
            var end = 0
            while let token = reader.next() {
                find(in: bytes, end..<token.range.lowerBound, dialect, &comments)
                end = token.range.upperBound
            }
            find(in: bytes, end..<bytes.count, dialect, &comments)
            return comments
        }
    }

    private func find(
        in bytes: UnsafeBufferPointer<UInt8>, _ gap: Range<Int>, _ dialect: ScriptDialect,
        _ comments: inout [ScriptComment]
    ) {
        for comment in commentRanges(in: bytes, gap, dialect) {
            comments.append(
                ScriptComment(
                    text: commentText(bytes[comment]), location: location(ofByte: comment.lowerBound)))
        }
    }
}

/// The comments behind the last statement of a script.
/// - Parameters:
///   - text: The script after placeholders were replaced.
///   - start: The line feeds before it are not counted again: `line` is the line of this byte.
package func trailingComments(
    in text: [UInt8], from start: Int, line: Int, dialect: ScriptDialect
) -> [ScriptComment] {
    text.withUnsafeBufferPointer { bytes in
        commentRanges(in: bytes, min(start, bytes.count)..<bytes.count, dialect).map { range in
            let lines = bytes[start..<range.lowerBound].count { $0 == .lineFeed }
            let lineStart = bytes[..<range.lowerBound].lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
            let column = bytes[lineStart..<range.lowerBound].count { $0 & 0xC0 != 0x80 } + 1
            return ScriptComment(
                text: commentText(bytes[range]), location: ScriptLocation(line: line + lines, column: column))
        }
    }
}

/// - Parameter gap: Holds blanks, comments and semicolons only.
private func commentRanges(
    in bytes: UnsafeBufferPointer<UInt8>, _ gap: Range<Int>, _ dialect: ScriptDialect
) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = gap.lowerBound
    while index + 1 < gap.upperBound {
        let start = index
        switch (bytes[index], bytes[index + 1]) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")):
            while index < gap.upperBound, bytes[index] != .lineFeed, bytes[index] != .carriageReturn { index += 1 }
            ranges.append(start..<index)
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
            var depth = 1
            index += 2
            while index < gap.upperBound, depth > 0 {
                let next = index + 1 < gap.upperBound ? bytes[index + 1] : 0
                if bytes[index] == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
                    depth -= 1
                    index += 2
                } else if bytes[index] == UInt8(ascii: "/"), next == UInt8(ascii: "*"), dialect == .postgreSQL {
                    depth += 1
                    index += 2
                } else {
                    index += 1
                }
            }
            index = min(index, gap.upperBound)
            ranges.append(start..<index)
        default: index += 1
        }
    }
    return ranges
}

private func commentText(_ comment: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var text = Substring(String(decoding: comment, as: UTF8.self))
    if text.hasPrefix("/*") {
        text = text.dropFirst(2)
        if text.hasSuffix("*/") { text = text.dropLast(2) }
    } else {
        text = text.dropFirst(2)
    }
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
}
