/// Texts in quotes: https://toml.io/en/v1.0.0#string
extension TOMLReader {
    /// On one line or, between three quotes, over several.
    mutating func text() throws(Malformed) -> String {
        if follows("\"\"\"") { return try lines(in: TOMLByte.quote) }
        if follows("'''") { return try lines(in: TOMLByte.apostrophe) }
        return try line(in: bytes[position])
    }

    /// - Parameter quote: double for a text with escapes, single for one without.
    mutating func line(in quote: UInt8) throws(Malformed) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        while let byte = next, !isLineEnd {
            if byte == quote {
                position += 1
                return String(decoding: content, as: UTF8.self)
            }
            try take(byte, in: quote, into: &content)
        }
        throw malformed("The text that begins here is not closed on this line", at: start)
    }

    private mutating func lines(in quote: UInt8) throws(Malformed) -> String {
        let start = position
        position += 3
        // The line end behind the quotes is no part of the text.
        _ = takeLineEnd()
        var content: [UInt8] = []
        while let byte = next {
            if byte == quote {
                let count = bytes[position...].prefix(5).prefix { $0 == quote }.count
                position += count
                // Up to two quotes may stand in front of the three that close.
                content += Array(repeating: quote, count: count < 3 ? count : count - 3)
                if count >= 3 { return String(decoding: content, as: UTF8.self) }
            } else if isLineEnd {
                content.append(TOMLByte.newline)
                _ = takeLineEnd()
            } else if !(byte == TOMLByte.backslash && quote == TOMLByte.quote && takeContinuation()) {
                try take(byte, in: quote, into: &content)
            }
        }
        throw malformed("The text that begins here is not closed", at: start)
    }

    /// A backslash at the end of a line takes the line end and all blanks and line ends behind it away.
    private mutating func takeContinuation() -> Bool {
        let start = position
        position += 1
        skipBlanks()
        guard takeLineEnd() else {
            position = start
            return false
        }
        repeat { skipBlanks() } while takeLineEnd()
        return true
    }

    private mutating func take(_ byte: UInt8, in quote: UInt8, into content: inout [UInt8]) throws(Malformed) {
        if byte == TOMLByte.backslash, quote == TOMLByte.quote {
            content += Array(try escaped().utf8)
        } else {
            try refuseControl(byte)
            content.append(byte)
            position += 1
        }
    }

    private mutating func escaped() throws(Malformed) -> String {
        let start = position
        position += 1
        let kind = next
        position += 1
        switch kind {
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "r"): return "\r"
        case TOMLByte.quote: return "\""
        case TOMLByte.backslash: return "\\"
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let count = kind == UInt8(ascii: "u") ? 4 : 8
            let digits = bytes[min(position, bytes.count)...].prefix(count)
            position += digits.count
            // The initialiser would take a sign as well.
            let isHexadecimal = digits.count == count && digits.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
            let number = isHexadecimal ? UInt32(String(decoding: digits, as: UTF8.self), radix: 16) : nil
            if let scalar = number.flatMap({ UnicodeScalar($0) }) { return String(scalar) }
            throw malformed("\"\\\(count == 4 ? "u" : "U")\" needs \(count) digits of a character's number", at: start)
        default:
            throw malformed(
                "After a backslash one of b t n f r u U \" \\ is expected; in single quotes it stands for itself",
                at: start)
        }
    }
}
