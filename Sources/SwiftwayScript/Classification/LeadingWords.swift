/// A word at the beginning of a statement.
public struct LeadingWord: Sendable, Hashable {
    /// As written.
    public let text: String
    /// Its place in ``ScriptStatement/sql``, in Unicode scalars from 1: what
    /// ``ScriptStatement/location(ofCharacter:)`` takes.
    public let position: Int
}

extension ScriptStatement {
    /// Whether it begins with the words of nearly all definitions, spelt right: what is told without making strings.
    package func beginsAsUsual(dialect: ScriptDialect) -> Bool {
        var text = sql
        return text.withUTF8 { bytes in
            var words = StatementWords(TokenReader(bytes, dialect: dialect, plainStringsEscape: false))
            guard words.take("CREATE") || words.take("ALTER") || words.take("DROP") else { return false }
            _ = words.take("UNIQUE") || words.take("OR", "REPLACE")
            switch words.word {
            case "TABLE", "INDEX", "VIEW", "FUNCTION", "SEQUENCE", "TRIGGER", "TYPE": return true
            default: return false
            }
        }
    }

    /// The first of ``leadingWords(atMost:dialect:)`` that is wanted: what is asked of very many statements.
    public func leadingWord(dialect: ScriptDialect, where isWanted: (String) -> Bool = { _ in true }) -> LeadingWord? {
        var text = sql
        return text.withUTF8 { bytes in
            var reader = TokenReader(bytes, dialect: dialect, plainStringsEscape: false)
            while let token = reader.next(), token.kind == .word {
                let word = LeadingWord(token, in: bytes)
                if isWanted(word.text) { return word }
            }
            return nil
        }
    }

    /// The keywords and unquoted names that a statement begins with, comments passed over, up to the first token that
    /// is something else.
    /// - Parameter count: How many at the most.
    public func leadingWords(atMost count: Int, dialect: ScriptDialect) -> [LeadingWord] {
        var text = sql
        return text.withUTF8 { bytes in
            var reader = TokenReader(bytes, dialect: dialect, plainStringsEscape: false)
            var words: [LeadingWord] = []
            while words.count < count, let token = reader.next(), token.kind == .word {
                words.append(LeadingWord(token, in: bytes))
            }
            return words
        }
    }
}

extension LeadingWord {
    fileprivate init(_ token: ScriptToken, in bytes: UnsafeBufferPointer<UInt8>) {
        text = String(decoding: UnsafeBufferPointer(rebasing: bytes[token.range]), as: UTF8.self)
        position = bytes[..<token.range.lowerBound].count { $0 & 0xC0 != 0x80 } + 1
    }
}
