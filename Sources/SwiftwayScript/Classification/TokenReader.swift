/// A token of a statement, as far as telling statements apart needs it.
struct ScriptToken {
    enum Kind: Equatable {
        /// A keyword or a name without quotes.
        case word
        /// A name in quotes, which are part of `range`.
        case quotedIdentifier
        case string
        /// Any other byte: operators, punctuation, digits.
        case symbol(UInt8)
    }

    var kind: Kind
    var range: Range<Int>
    /// In how many parentheses it stands; both parentheses of a pair stand outside of it.
    var depth: Int
}

/// Reads the tokens of one statement that ``StatementCutter`` has cut, so nothing is left open in it. A statement that
/// was given up can be read too: what is open then ends with the text.
struct TokenReader {
    let text: UnsafeBufferPointer<UInt8>
    let dialect: ScriptDialect
    let plainStringsEscape: Bool
    private(set) var position = 0
    /// How many parentheses are open.
    private var depth = 0

    init(_ text: UnsafeBufferPointer<UInt8>, dialect: ScriptDialect, plainStringsEscape: Bool) {
        self.text = text
        self.dialect = dialect
        self.plainStringsEscape = plainStringsEscape
    }

    mutating func next() -> ScriptToken? {
        skipBlanksAndComments()
        guard position < text.count else { return nil }
        let start = position
        let byte = text[start]
        var depth = self.depth
        switch CharacterClass.table(for: dialect)[Int(byte)] {
        case CharacterClass.word:
            position = endOfWord(from: start + 1)
            if dialect == .postgreSQL, position == start + 1, let string = StringPrefix(at: start, in: text) {
                position = endOfString(from: string.contents, escapes: string.escapes)
                return ScriptToken(kind: .string, range: start..<position, depth: depth)
            }
            return ScriptToken(kind: .word, range: start..<position, depth: depth)
        case CharacterClass.string:
            position = endOfString(from: start + 1, escapes: plainStringsEscape)
            return ScriptToken(kind: .string, range: start..<position, depth: depth)
        case CharacterClass.quotedIdentifier:
            repeat {
                position = min(firstIndex(of: byte, in: text, from: position + 1) + 1, text.count)
            } while position < text.count && text[position] == byte
            return ScriptToken(kind: .quotedIdentifier, range: start..<position, depth: depth)
        case CharacterClass.bracketedIdentifier:
            position = min(firstIndex(of: UInt8(ascii: "]"), in: text, from: start) + 1, text.count)
            return ScriptToken(kind: .quotedIdentifier, range: start..<position, depth: depth)
        case CharacterClass.dollar:
            if let end = endOfDollarQuote(from: start) {
                position = end
                return ScriptToken(kind: .string, range: start..<position, depth: depth)
            }
        case CharacterClass.openParenthesis:
            self.depth += 1
        case CharacterClass.closeParenthesis:
            self.depth = max(depth - 1, 0)
            depth = self.depth
        default:
            break
        }
        position = start + 1
        return ScriptToken(kind: .symbol(byte), range: start..<position, depth: depth)
    }

    private mutating func skipBlanksAndComments(blockComments: Bool = true) {
        while position < text.count {
            let next = position + 1 < text.count ? text[position + 1] : 0
            switch text[position] {
            case let byte where byte.isBlank:
                position += 1
            case UInt8(ascii: "-") where next == UInt8(ascii: "-"):
                while position < text.count, text[position] != .lineFeed,
                    dialect == .sqlite || text[position] != .carriageReturn
                {
                    position += 1
                }
            case UInt8(ascii: "/") where next == UInt8(ascii: "*") && blockComments:
                skipBlockComment()
            default:
                return
            }
        }
    }

    private mutating func skipBlockComment() {
        var depth = 1
        position += 2
        while position + 1 < text.count, depth > 0 {
            switch (text[position], text[position + 1]) {
            case (UInt8(ascii: "*"), UInt8(ascii: "/")):
                depth -= 1
                position += 2
            case (UInt8(ascii: "/"), UInt8(ascii: "*")) where dialect == .postgreSQL:
                depth += 1
                position += 2
            default:
                position += 1
            }
        }
        if depth > 0 { position = text.count }
    }

    private func endOfWord(from start: Int) -> Int {
        let continuations = CharacterClass.wordContinuations
        var end = start
        while end < text.count, continuations[Int(text[end])] == CharacterClass.word { end += 1 }
        return end
    }

    /// Behind the string whose contents begin at `start`, doubled quotes and continuations on other lines included.
    private func endOfString(from start: Int, escapes: Bool) -> Int {
        var end = start
        while true {
            while end < text.count, text[end] != UInt8(ascii: "'") {
                end += escapes && text[end] == UInt8(ascii: "\\") ? 2 : 1
            }
            end = min(end + 1, text.count)
            guard let contents = continuation(of: end, escapes: escapes) else { return end }
            end = contents
        }
    }

    /// The contents of the string's next part, if it has one.
    private func continuation(of end: Int, escapes: Bool) -> Int? {
        guard end < text.count else { return nil }
        if text[end] == UInt8(ascii: "'") { return end + 1 }
        // Where both parts are read alike, the second may as well be a string of its own.
        guard escapes != plainStringsEscape else { return nil }
        var rest = self
        rest.position = end
        rest.skipBlanksAndComments(blockComments: false)
        guard rest.position < text.count, text[rest.position] == UInt8(ascii: "'") else { return nil }
        let hasLineFeed = text[end..<rest.position].contains { $0 == .lineFeed || $0 == .carriageReturn }
        return hasLineFeed ? rest.position + 1 : nil
    }

    private func endOfDollarQuote(from start: Int) -> Int? {
        let tagStart = start + 1
        guard tagStart < text.count else { return nil }
        var tagEnd = tagStart
        if CharacterClass.table(for: .postgreSQL)[Int(text[tagStart])] == CharacterClass.word {
            let continuations = CharacterClass.wordContinuations
            while tagEnd < text.count, text[tagEnd] != UInt8(ascii: "$"),
                continuations[Int(text[tagEnd])] == CharacterClass.word
            {
                tagEnd += 1
            }
        }
        guard tagEnd < text.count, text[tagEnd] == UInt8(ascii: "$") else { return nil }
        let delimiter = text[start...tagEnd]
        var end = tagEnd + 1
        while true {
            end = firstIndex(of: UInt8(ascii: "$"), in: text, from: end)
            if text.count - end < delimiter.count { return text.count }
            if text[end..<end + delimiter.count].elementsEqual(delimiter) { return end + delimiter.count }
            end += 1
        }
    }
}
