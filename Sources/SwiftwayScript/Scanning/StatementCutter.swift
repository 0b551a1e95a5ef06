/// Cuts a script into statements.
///
/// It is the lexer of either database, reduced to what decides where a statement ends: scan.l of PostgreSQL with the
/// two counters of psql's psqlscan.l (parentheses, `BEGIN ATOMIC`), and `sqlite3_complete` of SQLite.
///
/// It looks at the text through a window that only ever grows at its end and loses what was cut at its beginning. When
/// the window ends in the middle of something it asks for more and later goes on from where it stood, so every byte is
/// looked at once.
struct StatementCutter: Sendable {
    let dialect: ScriptDialect
    /// PostgreSQL's `standard_conforming_strings = off`: a backslash escapes in plain strings too.
    var plainStringsEscape = false

    /// The next byte to look at.
    var position = 0
    var mode = Mode.byteOrderMark
    /// Where a line of a comment of SQLite stands.
    var returned = CommentLine.inComment
    /// Where the string, identifier, comment or dollar quote of `mode` was opened.
    var opened = 0
    /// Where something quoted ended, in dollars too. If the same quote stands right there it is a doubled one, and what
    /// looks like the next string is still the last.
    var lastQuoteEnd = -1
    /// How far the word at `position` is known to reach.
    private var wordEnd = 0

    // MARK: The statement so far

    var textStart: Int?
    var tokenStart = 0
    var depth = 0
    var watch = Watch.statementStart
    /// Whether a `;` in parentheses belongs to the statement: `CREATE RULE … DO (a; b)` in PostgreSQL, a module's
    /// arguments in SQLite.
    var allowsSemicolonInParentheses = false
    var isCopyFromInput = false
    var atomic = AtomicBody()
    var inTrigger = false

    // MARK: COPY data

    var copy = StatementExtent(textStart: 0, tokenStart: 0, end: 0)
    var dataStart = 0

    init(dialect: ScriptDialect) {
        self.dialect = dialect
    }

    /// What `position` is in.
    enum Mode: Equatable {
        case byteOrderMark
        case ground
        /// Up to the next quote, whatever follows that.
        case plainString
        /// A string that is not read like the plain ones of its script.
        case string(escapes: Bool)
        /// Behind such a string, which goes on if a quote follows directly or behind a line feed.
        case stringEnd(escapes: Bool, lineFeed: Bool)
        case quotedIdentifier(end: UInt8)
        case lineComment
        /// A comment behind such a string, which may go on in the next line.
        case lineCommentInString(escapes: Bool)
        case blockComment(depth: Int)
        case dollarDelimiter
        /// With its delimiter's length; it begins at `opened`.
        case dollarQuote(delimiter: Int)
        case metaCommand
        case restOfCopyLine
        case copyData
    }

    /// The first byte that is still needed.
    var retained: Int {
        switch mode {
        case .copyData: dataStart
        case .restOfCopyLine: copy.textStart
        default: textStart ?? position
        }
    }

    /// Finds the next piece.
    /// - Parameters:
    ///   - window: The text from `base` on, as far as it is known.
    ///   - isComplete: Nothing follows the window.
    mutating func next(in window: UnsafeBufferPointer<UInt8>, startingAt base: Int, isComplete: Bool) -> Cut {
        while true {
            let cut: Cut?
            switch mode {
            case .byteOrderMark: cut = skipByteOrderMark(window, isComplete)
            case .ground: cut = scanGround(window, base, isComplete)
            case .plainString: cut = scanPlain(until: UInt8(ascii: "'"), window, base)
            case .quotedIdentifier(let end): cut = scanPlain(until: end, window, base)
            case .string(let escapes): cut = scanString(window, base, escapes: escapes)
            case .stringEnd(let escapes, let lineFeed):
                cut = scanStringEnd(window, base, isComplete, escapes: escapes, lineFeed: lineFeed)
            case .lineComment: cut = scanLineComment(window, base, isComplete, then: .ground)
            case .lineCommentInString(let escapes):
                cut = scanLineComment(window, base, isComplete, then: .stringEnd(escapes: escapes, lineFeed: false))
            case .blockComment(let depth): cut = scanBlockComment(window, base, depth)
            case .dollarDelimiter: cut = scanDollarDelimiter(window, base, isComplete)
            case .dollarQuote(let length): cut = scanDollarQuote(window, base, delimiter: length)
            case .metaCommand: cut = scanMetaCommand(window, base, isComplete)
            case .restOfCopyLine: cut = scanRestOfCopyLine(window, base)
            case .copyData: cut = scanCopyData(window, base, isComplete)
            }
            guard let cut else { continue }
            guard cut == .needsInput, isComplete else { return cut }
            return finish(at: base + window.count)
        }
    }

    private mutating func skipByteOrderMark(_ window: UnsafeBufferPointer<UInt8>, _ isComplete: Bool) -> Cut? {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let length = lengthOfByteOrderMarks(in: window)
        let rest = window[length...]
        if !isComplete, rest.count < mark.count, rest.elementsEqual(mark.prefix(rest.count)) { return .needsInput }
        position = length
        mode = .ground
        return nil
    }

    // MARK: Between strings and comments

    private mutating func scanGround(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, _ isComplete: Bool
    ) -> Cut? {
        guard let bytes = window.baseAddress else { return .needsInput }
        let count = window.count
        let classes = CharacterClass.table(for: dialect)
        let continuations = CharacterClass.wordContinuations
        var index = position &- base
        while index < count {
            switch classes[Int(bytes[index])] {
            case CharacterClass.blank:
                index &+= 1

            case CharacterClass.word:
                var end = max(index &+ 1, wordEnd &- base)
                while end < count, continuations[Int(bytes[end])] == CharacterClass.word { end &+= 1 }
                if end == count, !isComplete {
                    wordEnd = base &+ end
                    position = base &+ index
                    return .needsInput
                }
                if bytes[index] | 0x20 == UInt8(ascii: "e"), let exponentEnd = exponentEnd(at: index, in: window, base)
                {
                    index = exponentEnd
                    continue
                }
                let isLetter = end &- index == 1 && end < count && dialect == .postgreSQL
                if isLetter, end &+ 1 == count, bytes[end] == UInt8(ascii: "&"), !isComplete {
                    // It may become U&'…'.
                    position = base &+ index
                    return .needsInput
                }
                if watch != .nothing {
                    let word = Word(bytes: UnsafeBufferPointer(start: bytes + index, count: end &- index))
                    note(.word(word), at: base &+ index)
                }
                if isLetter {
                    if let string = StringPrefix(at: index, in: window), string.escapes != plainStringsEscape {
                        open(.string(escapes: string.escapes), at: base &+ index, contents: base &+ string.contents)
                        return nil
                    }
                }
                index = end

            case CharacterClass.string:
                if watch != .nothing { note(.string, at: base &+ index) }
                if plainStringsEscape {
                    open(.string(escapes: true), at: base &+ index, contents: base &+ index &+ 1)
                    return nil
                }
                let end = firstIndex(of: UInt8(ascii: "'"), in: window, from: index &+ 1)
                // A doubled quote closes the string and opens it again: the cuts are the same.
                if !continuesQuote(at: index, in: window, base) { opened = base &+ index }
                if end == count {
                    mode = .plainString
                    position = base &+ end
                    return .needsInput
                }
                index = end &+ 1
                lastQuoteEnd = base &+ index

            case CharacterClass.quotedIdentifier, CharacterClass.bracketedIdentifier:
                if watch != .nothing { note(.quotedIdentifier, at: base &+ index) }
                let quote = bytes[index]
                let close = quote == UInt8(ascii: "[") ? UInt8(ascii: "]") : quote
                let start = continuesQuote(at: index, in: window, base) ? opened : base &+ index
                open(.quotedIdentifier(end: close), at: start, contents: base &+ index &+ 1)
                return nil

            case CharacterClass.dash:
                if index &+ 1 == count, !isComplete {
                    position = base &+ index
                    return .needsInput
                }
                if index &+ 1 < count, bytes[index &+ 1] == UInt8(ascii: "-") {
                    textStart = textStart ?? base &+ index
                    open(.lineComment, at: base &+ index, contents: base &+ index &+ 2)
                    return nil
                }
                if watch != .nothing { note(.symbol(bytes[index]), at: base &+ index) }
                index &+= 1

            case CharacterClass.slash:
                if index &+ 1 == count, !isComplete {
                    position = base &+ index
                    return .needsInput
                }
                if index &+ 1 < count, bytes[index &+ 1] == UInt8(ascii: "*") {
                    textStart = textStart ?? base &+ index
                    open(.blockComment(depth: 1), at: base &+ index, contents: base &+ index &+ 2)
                    return nil
                }
                if watch != .nothing { note(.symbol(bytes[index]), at: base &+ index) }
                index &+= 1

            case CharacterClass.openParenthesis:
                if watch != .nothing { note(.symbol(bytes[index]), at: base &+ index) }
                depth &+= 1
                index &+= 1

            case CharacterClass.closeParenthesis:
                // Never below zero: what is superfluous in one statement must not be missed in the next.
                if depth > 0 { depth &-= 1 }
                if watch != .nothing { note(.symbol(bytes[index]), at: base &+ index) }
                index &+= 1

            case CharacterClass.semicolon:
                position = base &+ index &+ 1
                if let cut = semicolon(at: base &+ index) { return cut }
                if mode != .ground { return nil }
                index &+= 1

            case CharacterClass.dollar:
                if index &+ 1 == count, !isComplete {
                    position = base &+ index
                    return .needsInput
                }
                if watch != .nothing { note(.symbol(bytes[index]), at: base &+ index) }
                // Anything but `$$` and `$tag` is a parameter, `$1`, or no token at all.
                if index &+ 1 < count, opensDelimiter(bytes[index &+ 1]) {
                    open(.dollarDelimiter, at: base &+ index, contents: base &+ index &+ 1)
                    return nil
                }
                index &+= 1

            case CharacterClass.metaCommand where dialect == .sqlite:
                if watch == .statementStart, index &+ 1 == count, !isComplete {
                    position = base &+ index
                    return .needsInput
                }
                // No statement begins with a dot; in the midst of one it is what it is.
                if watch == .statementStart, index &+ 1 < count,
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[index &+ 1] | 0x20)
                {
                    textStart = textStart ?? base &+ index
                    open(.metaCommand, at: base &+ index, contents: base &+ index &+ 1)
                    return nil
                }
                if watch != .nothing { note(.symbol(bytes[index]), at: base &+ index) }
                index &+= 1

            case CharacterClass.metaCommand:
                // Also in the middle of a statement, where psql takes it: \gset, \; and the like. No token of the
                // server's begins with a backslash.
                textStart = textStart ?? base &+ index
                open(.metaCommand, at: base &+ index, contents: base &+ index &+ 1)
                return nil

            default:
                if watch != .nothing { note(.symbol(bytes[index]), at: base &+ index) }
                index &+= 1
            }
        }
        position = base &+ index
        return .needsInput
    }

    /// Where the exponent of a number ends, if the word at `index` is one: in `1e5$$…$$` a dollar quote follows the
    /// number, while the `$` of `e5$` belongs to the word.
    private func exponentEnd(at index: Int, in window: UnsafeBufferPointer<UInt8>, _ base: Int) -> Int? {
        guard dialect == .postgreSQL, index > 0, index + 1 < window.count, window[index + 1].isDigit else { return nil }
        let floor = max(0, lastQuoteEnd - base)
        var start = index
        if window[start - 1] == UInt8(ascii: ".") { start -= 1 }
        let mantissaEnd = start
        while start > floor, CharacterClass.wordContinuations[Int(window[start - 1])] == CharacterClass.word {
            start -= 1
        }
        // A `$` among them makes it a parameter.
        guard start < mantissaEnd, window[start..<mantissaEnd].allSatisfy(\.isDigit) else { return nil }
        var end = index + 1
        while end < window.count, window[end].isDigit { end += 1 }
        return end
    }

    private mutating func open(_ mode: Mode, at start: Int, contents: Int) {
        opened = start
        self.mode = mode
        position = contents
    }

    /// Whether the quote there is the second half of a doubled one.
    private func continuesQuote(at index: Int, in window: UnsafeBufferPointer<UInt8>, _ base: Int) -> Bool {
        lastQuoteEnd == base &+ index && window[index &- 1] == window[index]
    }

    /// `dolq_start` of scan.l, or the second `$` of an empty tag.
    private func opensDelimiter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "$")
            || CharacterClass.table(for: .postgreSQL)[Int(byte)] == CharacterClass.word
    }
}
