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
    /// Where the string, identifier, comment or dollar quote of `mode` was opened.
    var opened = 0
    /// Where something quoted ended. If the same quote stands right there it is a doubled one, and what looks like the
    /// next string is still the last.
    private var lastQuoteEnd = -1
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

    private var copy = StatementExtent(textStart: 0, tokenStart: 0, end: 0)
    private var dataStart = 0

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
        /// A comment after which a string may go on: nothing but a line feed can end it, so there was one.
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
        if !isComplete, window.count < mark.count, window.elementsEqual(mark.prefix(window.count)) {
            return .needsInput
        }
        position = lengthOfByteOrderMark(in: window)
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
                if watch != .nothing {
                    let word = Word(bytes: UnsafeBufferPointer(start: bytes + index, count: end &- index))
                    note(.word(word), at: base &+ index)
                }
                if end &- index == 1, end < count, dialect == .postgreSQL {
                    if end &+ 1 == count, bytes[end] == UInt8(ascii: "&"), !isComplete {
                        wordEnd = base &+ end
                        position = base &+ index
                        return .needsInput
                    }
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

            case CharacterClass.metaCommand:
                if watch == .statementStart {
                    textStart = textStart ?? base &+ index
                    open(.metaCommand, at: base &+ index, contents: base &+ index &+ 1)
                    return nil
                }
                index &+= 1

            default:
                if watch != .nothing { note(.symbol(bytes[index]), at: base &+ index) }
                index &+= 1
            }
        }
        position = base &+ index
        return .needsInput
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

    // MARK: Strings, identifiers, comments

    private mutating func scanPlain(until quote: UInt8, _ window: UnsafeBufferPointer<UInt8>, _ base: Int) -> Cut? {
        let end = firstIndex(of: quote, in: window, from: position - base)
        position = base + end
        if end == window.count { return .needsInput }
        position += 1
        lastQuoteEnd = position
        mode = .ground
        return nil
    }

    private mutating func scanString(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, escapes: Bool
    ) -> Cut? {
        var index = position - base
        while index < window.count {
            if window[index] == UInt8(ascii: "\\"), escapes {
                if index + 1 == window.count { break }
                index += 2
            } else if window[index] == UInt8(ascii: "'") {
                position = base + index + 1
                lastQuoteEnd = position
                mode = .stringEnd(escapes: escapes, lineFeed: false)
                return nil
            } else {
                index += 1
            }
        }
        position = base + index
        return .needsInput
    }

    /// A quote directly behind a string is a doubled one; a quote behind blanks and comments with a line feed continues
    /// the string (`quotecontinue` of scan.l). Either way it goes on being read as it began.
    private mutating func scanStringEnd(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, _ isComplete: Bool, escapes: Bool, lineFeed: Bool
    ) -> Cut? {
        var sawLineFeed = lineFeed
        var index = position - base
        while index < window.count {
            let byte = window[index]
            if byte == .lineFeed || byte == .carriageReturn {
                sawLineFeed = true
            } else if byte == UInt8(ascii: "'"), sawLineFeed || base + index == lastQuoteEnd {
                mode = .string(escapes: escapes)
                position = base + index + 1
                return nil
            } else if byte == UInt8(ascii: "-") {
                if index + 1 == window.count, !isComplete { break }
                guard index + 1 < window.count, window[index + 1] == byte else {
                    position = base + index
                    mode = .ground
                    return nil
                }
                mode = .lineCommentInString(escapes: escapes)
                position = base + index + 2
                return nil
            } else if !byte.isBlank {
                position = base + index
                mode = .ground
                return nil
            }
            index += 1
        }
        position = base + index
        mode = .stringEnd(escapes: escapes, lineFeed: sawLineFeed)
        return .needsInput
    }

    private mutating func scanLineComment(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, _ isComplete: Bool, then following: Mode
    ) -> Cut? {
        var index = position - base
        switch dialect {
        case .postgreSQL:
            while index < window.count, window[index] != .lineFeed, window[index] != .carriageReturn { index += 1 }
        case .sqlite:
            index = firstIndex(of: .lineFeed, in: window, from: index)
        }
        position = base + index
        if index == window.count, !isComplete { return .needsInput }
        mode = following
        return nil
    }

    private mutating func scanBlockComment(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, _ depth: Int
    ) -> Cut? {
        var depth = depth
        var index = position - base
        while index + 1 < window.count {
            let byte = window[index]
            if byte == UInt8(ascii: "*"), window[index + 1] == UInt8(ascii: "/") {
                depth -= 1
                index += 2
                if depth == 0 {
                    position = base + index
                    mode = .ground
                    return nil
                }
            } else if byte == UInt8(ascii: "/"), window[index + 1] == UInt8(ascii: "*"), dialect == .postgreSQL {
                depth += 1
                index += 2
            } else {
                index += 1
            }
        }
        position = base + index
        mode = .blockComment(depth: depth)
        return .needsInput
    }

    /// The tag of a dollar quote: an identifier without `$`, or nothing.
    private mutating func scanDollarDelimiter(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, _ isComplete: Bool
    ) -> Cut? {
        let continuations = CharacterClass.wordContinuations
        var index = position - base
        while index < window.count, window[index] != UInt8(ascii: "$"),
            continuations[Int(window[index])] == CharacterClass.word
        {
            index += 1
        }
        position = base + index
        if index == window.count, !isComplete { return .needsInput }
        if index < window.count, window[index] == UInt8(ascii: "$") {
            position += 1
            mode = .dollarQuote(delimiter: position - opened)
        } else {
            // `dolqfailed`: the `$` stands alone, and the rest is a word.
            position = opened + 1
            mode = .ground
        }
        return nil
    }

    private mutating func scanDollarQuote(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, delimiter length: Int
    ) -> Cut? {
        let delimiter = opened - base
        var index = position - base
        while true {
            index = firstIndex(of: UInt8(ascii: "$"), in: window, from: index)
            position = base + index
            if window.count - index < length { return .needsInput }
            if (1..<length).allSatisfy({ window[delimiter + $0] == window[index + $0] }) {
                position += length
                mode = .ground
                return nil
            }
            index += 1
        }
    }

    private mutating func scanMetaCommand(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, _ isComplete: Bool
    ) -> Cut? {
        let end = firstIndex(of: .lineFeed, in: window, from: position - base)
        position = base + end
        if end == window.count, !isComplete { return .needsInput }
        let nameStart = opened - base + 1
        var nameEnd = nameStart
        while nameEnd < end, !window[nameEnd].isBlank { nameEnd += 1 }
        // pg_dump writes these two since August 2025, so that a dump cannot run commands of psql (CVE-2025-8714).
        let name = UnsafeBufferPointer(rebasing: window[nameStart..<nameEnd])
        guard name.elementsEqual("restrict".utf8) || name.elementsEqual("unrestrict".utf8) else {
            return .failure(failure(.metaCommand(base + nameStart..<base + nameEnd), end: base + end))
        }
        textStart = nil
        mode = .ground
        return nil
    }

    // MARK: COPY data

    private mutating func scanRestOfCopyLine(_ window: UnsafeBufferPointer<UInt8>, _ base: Int) -> Cut? {
        let end = firstIndex(of: .lineFeed, in: window, from: position - base)
        position = base + end
        if end == window.count { return .needsInput }
        copy.skipped = skippedText(in: window, from: copy.end + 1 - base, to: end, startingAt: base)
        position += 1
        dataStart = position
        mode = .copyData
        return .statement(copy)
    }

    private func skippedText(
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

    private mutating func scanCopyData(
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

    // MARK: Ends

    /// A `;` outside of everything quoted. `nil` if it ends no statement, or none that can be given away yet.
    private mutating func semicolon(at offset: Int) -> Cut? {
        if watch == .statementStart {
            // Nothing but comments before it: they go with it.
            textStart = nil
            return nil
        }
        if depth > 0 {
            return allowsSemicolonInParentheses ? nil : .failure(failure(.parenthesis, end: offset))
        }
        if inTrigger, watch != .triggerEnd {
            watch = .triggerSemicolon
            return nil
        }
        if atomic.isOpen {
            atomic.endStatement()
            return nil
        }
        if isCopyFromInput {
            copy = extent(endingAt: offset)
            mode = .restOfCopyLine
            reset()
            return nil
        }
        return statement(endingAt: offset)
    }

    private mutating func statement(endingAt end: Int) -> Cut {
        defer { reset() }
        return .statement(extent(endingAt: end))
    }

    private func extent(endingAt end: Int) -> StatementExtent {
        StatementExtent(
            textStart: textStart ?? tokenStart, tokenStart: tokenStart, end: end, isCopyFromInput: isCopyFromInput)
    }

    private mutating func reset() {
        textStart = nil
        depth = 0
        watch = .statementStart
        allowsSemicolonInParentheses = false
        isCopyFromInput = false
        inTrigger = false
        if atomic.wasUsed { atomic = AtomicBody() }
    }

    private func failure(_ reason: CutFailure.Reason, end: Int) -> CutFailure {
        CutFailure(reason: reason, opened: opened, textStart: textStart ?? opened, end: end)
    }

    /// The text is over.
    private mutating func finish(at end: Int) -> Cut {
        position = end
        switch mode {
        case .plainString, .string: return .failure(failure(.string, end: end))
        case .quotedIdentifier: return .failure(failure(.quotedIdentifier, end: end))
        case .blockComment: return .failure(failure(.comment, end: end))
        case .dollarQuote(let length): return .failure(failure(.dollarQuote(opened..<opened + length), end: end))
        case .restOfCopyLine, .copyData: return copyWithoutEnd(copy, end)
        case .byteOrderMark, .ground, .stringEnd, .lineComment, .lineCommentInString, .dollarDelimiter, .metaCommand:
            break
        }
        if watch == .statementStart { return .end }
        if depth > 0 { return .failure(failure(.parenthesis, end: end)) }
        if inTrigger, watch != .triggerEnd {
            opened = tokenStart
            return .failure(failure(.trigger, end: end))
        }
        if let block = atomic.openBlock {
            opened = block
            return .failure(failure(.atomicBlock, end: end))
        }
        if isCopyFromInput { return copyWithoutEnd(extent(endingAt: end), end) }
        return statement(endingAt: end)
    }

    private mutating func copyWithoutEnd(_ extent: StatementExtent, _ end: Int) -> Cut {
        .failure(CutFailure(reason: .copyData, opened: extent.tokenStart, textStart: extent.textStart, end: extent.end))
    }
}
