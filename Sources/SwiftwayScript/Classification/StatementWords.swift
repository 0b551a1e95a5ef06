/// Reads a statement by its words: the shape in which the grammars of both databases are written.
struct StatementWords {
    private var reader: TokenReader
    /// The token to come.
    private(set) var next: ScriptToken?

    init(_ reader: TokenReader) {
        self.reader = reader
        next = self.reader.next()
    }

    /// The word to come; none if the next token is something else.
    var word: Word {
        guard let next, next.kind == .word else { return .none }
        return Word(bytes: UnsafeBufferPointer(rebasing: reader.text[next.range]))
    }

    func comes(symbol: Unicode.Scalar) -> Bool {
        next?.kind == .symbol(UInt8(ascii: symbol))
    }

    // MARK: Reading

    mutating func advance() {
        next = reader.next()
    }

    /// Reads the keyword if it comes.
    mutating func take(_ keyword: StaticString) -> Bool {
        guard word == keyword else { return false }
        advance()
        return true
    }

    /// Reads these keywords, one after the other, if all of them come.
    mutating func take(_ keywords: StaticString...) -> Bool {
        var ahead = self
        for keyword in keywords {
            guard ahead.take(keyword) else { return false }
        }
        self = ahead
        return true
    }

    mutating func take(symbol: Unicode.Scalar) -> Bool {
        guard comes(symbol: symbol) else { return false }
        advance()
        return true
    }

    /// Goes on to the first word outside of parentheses that is wanted. `false` if none comes.
    mutating func skip(to isWanted: (Word) -> Bool) -> Bool {
        while let token = next {
            if token.depth == 0, isWanted(word) { return true }
            advance()
        }
        return false
    }

    /// Reads `( … )` if it comes: each option in it, in lower case, and the value behind it, which may be missing.
    mutating func takeOptions() -> [(name: String, value: String)] {
        guard take(symbol: "(") else { return [] }
        var options: [(name: String, value: String)] = []
        repeat {
            let name = takeValue()
            _ = take(symbol: "=")
            let hasValue = next != nil && !comes(symbol: ",") && !comes(symbol: ")")
            options.append((name, hasValue ? takeValue() : ""))
        } while take(symbol: ",")
        _ = take(symbol: ")")
        return options
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

    /// Reads a name without making one.
    mutating func skipName() {
        repeat {
            switch next?.kind {
            case .word, .quotedIdentifier, .string: advance()
            case .symbol, nil: return
            }
        } while take(symbol: ".")
    }

    private mutating func takeIdentifier() -> String? {
        guard let token = next else { return nil }
        switch token.kind {
        case .word:
            defer { advance() }
            // PostgreSQL folds ASCII alone in UTF-8 databases; SQLite keeps the case and ignores it.
            return reader.dialect == .postgreSQL ? text(of: token).lowercasedASCII : text(of: token)
        case .quotedIdentifier, .string:
            defer { advance() }
            return unquoted(token)
        case .symbol:
            return nil
        }
    }

    /// Reads a word, a number or a string, and returns it in lower case and without its quotes.
    mutating func takeValue() -> String {
        var value = ""
        while let token = next {
            switch token.kind {
            case .word, .symbol: value += text(of: token).lowercasedASCII
            case .string, .quotedIdentifier: value += unquoted(token).lowercasedASCII
            }
            advance()
            // Digits are single symbols in PostgreSQL, words in SQLite; a sign is a symbol in both.
            guard case .symbol(let byte) = token.kind, byte.isDigit || "+-".utf8.contains(byte),
                let following = next, following.range.lowerBound == token.range.upperBound, following.isDigitOrWord
            else { break }
        }
        return value
    }

    private func text(of token: ScriptToken) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: reader.text[token.range]), as: UTF8.self)
    }

    /// What stands between the quotes, doubled ones undone.
    private func unquoted(_ token: ScriptToken) -> String {
        var bytes = Array(reader.text[token.range])
        guard let close = bytes.last, bytes.count >= 2 else { return "" }
        // A letter may stand before the quote.
        if let open = bytes.firstIndex(where: { "'\"`[".utf8.contains($0) }) { bytes.removeFirst(open + 1) }
        if !bytes.isEmpty { bytes.removeLast() }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            result.append(bytes[index])
            index += bytes[index] == close && index + 1 < bytes.count && bytes[index + 1] == close ? 2 : 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension String {
    fileprivate var lowercasedASCII: String {
        String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}

extension ScriptToken {
    fileprivate var isDigitOrWord: Bool {
        switch kind {
        case .word: true
        case .symbol(let byte): byte.isDigit
        case .string, .quotedIdentifier: false
        }
    }
}
