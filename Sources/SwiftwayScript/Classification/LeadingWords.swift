/// A word at the beginning of a statement.
public struct LeadingWord: Sendable, Hashable {
    /// As written.
    public let text: String
    /// Its place in ``ScriptStatement/sql``, in Unicode scalars from 1: what
    /// ``ScriptStatement/location(ofCharacter:)`` takes.
    public let position: Int
}

extension ScriptStatement {
    /// The keywords and unquoted names that a statement begins with, comments passed over, up to the first token that
    /// is something else.
    /// - Parameter count: How many at the most.
    public func leadingWords(atMost count: Int, dialect: ScriptDialect) -> [LeadingWord] {
        var text = sql
        return text.withUTF8 { bytes in
            var reader = TokenReader(bytes, dialect: dialect, plainStringsEscape: false)
            var words: [LeadingWord] = []
            while words.count < count, let token = reader.next(), token.kind == .word {
                let scalarsBefore = bytes[..<token.range.lowerBound].count { $0 & 0xC0 != 0x80 }
                words.append(
                    LeadingWord(text: String(decoding: bytes[token.range], as: UTF8.self), position: scalarsBefore + 1))
            }
            return words
        }
    }
}
