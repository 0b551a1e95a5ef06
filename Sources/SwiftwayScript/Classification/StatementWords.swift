/// Reads a statement by its words: the shape in which the grammars of both databases are written.
struct StatementWords {
    private var reader: TokenReader
    /// The token to come.
    private(set) var next: ScriptToken?

    init(_ reader: TokenReader) {
        self.reader = reader
        next = self.reader.next()
    }

    mutating func advance() {
        next = reader.next()
    }

    /// The coming word in upper case; empty if no word comes, or none so short as keywords are.
    var keyword: String {
        guard let next, next.kind == .word, next.range.count <= 15 else { return "" }
        return String(unsafeUninitializedCapacity: next.range.count) { buffer in
            for (index, byte) in reader.text[next.range].enumerated() {
                buffer[index] = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & 0xDF : byte
            }
            return next.range.count
        }
    }

    func comes(_ keyword: String) -> Bool {
        self.keyword == keyword
    }

    func comes(symbol: Unicode.Scalar) -> Bool {
        next?.kind == .symbol(UInt8(ascii: symbol))
    }

    /// Reads the keyword if it comes.
    mutating func take(_ keyword: String) -> Bool {
        guard comes(keyword) else { return false }
        advance()
        return true
    }

    /// Reads these keywords, one after the other, if the first of them comes.
    mutating func take(_ keywords: String...) -> Bool {
        var ahead = self
        for keyword in keywords {
            guard ahead.take(keyword) else { return false }
        }
        self = ahead
        return true
    }

    /// Reads one keyword of several, in upper case; empty if none of them comes.
    mutating func take(anyOf keywords: [String]) -> String {
        let word = keyword
        guard keywords.contains(word) else { return "" }
        advance()
        return word
    }

    mutating func take(symbol: Unicode.Scalar) -> Bool {
        guard comes(symbol: symbol) else { return false }
        advance()
        return true
    }

    /// Goes on to the first of the keywords outside of parentheses. `false` if none comes.
    mutating func skip(toAnyOf keywords: [String]) -> Bool {
        while let token = next {
            if token.depth == 0, keywords.contains(keyword) { return true }
            advance()
        }
        return false
    }

    /// Reads `( … )` if it comes, and returns the words in it, strings without their quotes among them.
    mutating func takeParentheses() -> [String]? {
        guard let open = next, comes(symbol: "(") else { return nil }
        var words: [String] = []
        advance()
        while let token = next, token.depth > open.depth {
            switch token.kind {
            case .word: words.append(text(of: token).uppercased())
            case .string: words.append(unquoted(token).uppercased())
            case .symbol(let byte): words.append(String(UnicodeScalar(byte)))
            case .quotedIdentifier: words.append(text(of: token))
            }
            advance()
        }
        advance()
        return words
    }

    /// Reads a name of up to three parts; the last two count. `nil` if no name comes.
    mutating func takeName() -> ObjectName? {
        var parts: [String] = []
        repeat {
            guard let part = takeIdentifier() else { break }
            parts.append(part)
        } while take(symbol: ".")
        guard let name = parts.last else { return nil }
        return ObjectName(schema: parts.dropLast().last, name: name)
    }

    private mutating func takeIdentifier() -> String? {
        guard let token = next else { return nil }
        switch token.kind {
        case .word:
            defer { advance() }
            // PostgreSQL folds ASCII alone in UTF-8 databases; SQLite keeps the case and ignores it.
            let text = text(of: token)
            return reader.dialect == .postgreSQL ? text.lowercasedASCII : text
        case .quotedIdentifier, .string:
            defer { advance() }
            return unquoted(token)
        case .symbol:
            return nil
        }
    }

    /// The coming word, or the contents of the coming string, without case and quotes; empty if neither comes.
    mutating func takeValue() -> String {
        var value = ""
        while let token = next {
            switch token.kind {
            case .word, .symbol: value += text(of: token).lowercasedASCII
            case .string, .quotedIdentifier: value += unquoted(token).lowercasedASCII
            }
            advance()
            // Digits are single symbols in PostgreSQL, words in SQLite; a sign is a symbol in both.
            guard case .symbol(let byte) = token.kind, byte.isDigit || byte == UInt8(ascii: "-"),
                let following = next, following.range.lowerBound == token.range.upperBound
            else { break }
        }
        return value
    }

    func text(of token: ScriptToken) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: reader.text[token.range]), as: UTF8.self)
    }

    /// What stands between the quotes, doubled ones undone.
    private func unquoted(_ token: ScriptToken) -> String {
        var bytes = Array(reader.text[token.range])
        guard let close = bytes.last, bytes.count >= 2 else { return "" }
        // A letter may stand before the quote.
        if let open = bytes.firstIndex(where: { "'\"`[".utf8.contains($0) }) { bytes.removeFirst(open + 1) }
        bytes.removeLast()
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            result.append(bytes[index])
            index += bytes[index] == close && index + 1 < bytes.count && bytes[index + 1] == close ? 2 : 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}

extension String {
    fileprivate var lowercasedASCII: String {
        String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
