/// Reads a script statement by statement, in one pass, holding no more of it than the statement it is in.
///
/// A script that is in memory is given whole and read with ``nextStatement()``. A long one is given in pieces: whenever
/// ``nextEvent()`` returns `nil`, ``feed(_:)`` it more or, at the end, ``finish()`` it.
public struct ScriptScanner: Sendable {
    private let options: ScriptOptions
    private var cutter: StatementCutter
    private var cursor = LocationCursor()
    private var replacer: PlaceholderReplacer?
    private var buffer: [UInt8] = []
    /// The offset of the buffer's first byte in the text after replacement.
    private var base = 0
    /// Whether the script is complete: nothing more can be fed.
    public private(set) var isFinished = false
    /// Once thrown, thrown again.
    private var error: ScriptError?
    /// The `COPY` whose data is being read.
    private var copy: ScriptStatement?
    /// Where the data begins that ``nextStatement()`` collects.
    private var collectedFrom: Int?

    /// A script that will be fed.
    public init(options: ScriptOptions, placeholders: PlaceholderTable? = nil) {
        self.options = options
        cutter = StatementCutter(dialect: options.dialect)
        cutter.plainStringsEscape = options.plainStringsEscape
        replacer = placeholders.map(PlaceholderReplacer.init)
    }

    /// A whole script, in UTF-8, with or without a byte order mark.
    public init(_ script: [UInt8], options: ScriptOptions, placeholders: PlaceholderTable? = nil) {
        let replaced = placeholders.flatMap { $0.mayOccur(in: script) ? $0 : nil }
        self.init(options: options, placeholders: replaced)
        if replaced == nil { buffer = script } else { feed(script) }
        finish()
    }

    // MARK: In

    /// Appends a piece of any size, which may end anywhere, even inside a character.
    public mutating func feed(_ piece: [UInt8]) {
        precondition(!isFinished, "a finished script takes no more")
        release()
        append(piece, isLast: false)
    }

    /// Says that the script is complete.
    public mutating func finish() {
        guard !isFinished else { return }
        append([], isLast: true)
        isFinished = true
    }

    private mutating func append(_ piece: [UInt8], isLast: Bool) {
        guard replacer != nil else {
            // Appending nothing would copy a buffer that is shared with the caller.
            if !piece.isEmpty { buffer.append(contentsOf: piece) }
            return
        }
        guard error == nil else { return }
        var spans: [PlaceholderSpan] = []
        let problem = piece.withUnsafeBufferPointer { input -> PlaceholderProblem? in
            do throws(PlaceholderProblem) {
                try replacer?.replace(input, isLast: isLast, into: &buffer, startingAt: base) { spans.append($0) }
                return nil
            } catch {
                return error
            }
        }
        for span in spans { cursor.append(span) }
        if let problem {
            let end = location(of: base + buffer.count)
            error = ScriptError(PlaceholderError(problem: problem, location: end))
        }
    }

    /// Forgets what has been cut. Waits until that is as much as what is left, so that moving the rest costs no more
    /// than reading it did.
    private mutating func release() {
        let retained = collectedFrom ?? cutter.retained
        guard retained - base > buffer.count / 2 else { return }
        moveCursor(to: retained)
        buffer.removeFirst(retained - base)
        base = retained
    }

    // MARK: Out

    /// The next statement with all its data; `nil` at the end, or when more has to be fed.
    public mutating func nextStatement() throws(ScriptError) -> ScriptStatement? {
        while true {
            switch try nextCut() {
            case .statement(let extent):
                let statement = statement(extent)
                guard extent.isCopyFromInput else { return statement }
                copy = statement
            case .copyData(let range):
                collectedFrom = collectedFrom ?? range.lowerBound
            case .endOfCopyData(let range):
                guard var statement = copy else { continue }
                let start = collectedFrom ?? range.lowerBound
                statement.copyData = bytes(start..<range.upperBound)
                moveCursor(to: range.upperBound)
                statement.endLine = cursor.location.line
                copy = nil
                collectedFrom = nil
                return statement
            case .needsInput, .end, .failure:
                return nil
            }
        }
    }

    /// The next statement or piece of data; `nil` at the end, or when more has to be fed.
    public mutating func nextEvent() throws(ScriptError) -> ScriptEvent? {
        switch try nextCut() {
        case .statement(let extent):
            let statement = statement(extent)
            if extent.isCopyFromInput { copy = statement }
            return .statement(statement)
        case .copyData(let range):
            return .copyData(bytes(range), isLast: false)
        case .endOfCopyData(let range):
            copy = nil
            return .copyData(bytes(range), isLast: true)
        case .needsInput, .end, .failure:
            return nil
        }
    }

    private mutating func nextCut() throws(ScriptError) -> Cut {
        if let error { throw error }
        let cut = Self.cut(&cutter, buffer, startingAt: base, isComplete: isFinished)
        if case .failure(let failure) = cut {
            let error = describe(failure)
            self.error = error
            throw error
        }
        return cut
    }

    private static func cut(
        _ cutter: inout StatementCutter, _ buffer: [UInt8], startingAt base: Int, isComplete: Bool
    ) -> Cut {
        buffer.withUnsafeBufferPointer { cutter.next(in: $0, startingAt: base, isComplete: isComplete) }
    }

    // MARK: Statements

    private mutating func statement(_ extent: StatementExtent) -> ScriptStatement {
        let plainStringsEscape = cutter.plainStringsEscape
        let (end, sql, statementClass) = buffer.withUnsafeBufferPointer { buffer in
            var end = extent.end
            while end > extent.tokenStart + 1, buffer[end - base - 1].isBlank { end -= 1 }
            let reader = TokenReader(
                UnsafeBufferPointer(rebasing: buffer[extent.tokenStart - base..<end - base]),
                dialect: options.dialect, plainStringsEscape: plainStringsEscape)
            let text = UnsafeBufferPointer(rebasing: buffer[extent.textStart - base..<end - base])
            return (
                end, String(decoding: text, as: UTF8.self),
                StatementClass(of: reader, serverVersion: options.serverVersion)
            )
        }
        if let plainStringsEscape = statementClass.plainStringsEscape {
            cutter.plainStringsEscape = plainStringsEscape
        }

        moveCursor(to: extent.textStart)
        let textLocation = cursor.location
        let placeholders = cursor.spans(touching: extent.textStart..<end).map { $0.shifted(by: -extent.textStart) }
        moveCursor(to: extent.tokenStart)
        let location = cursor.location
        // A `;` belongs to the statement; without one its last character is its end.
        moveCursor(to: extent.end < base + buffer.count ? extent.end : end - 1)
        return ScriptStatement(
            sql: sql, location: location, endLine: cursor.location.line, byteRange: extent.textStart..<end,
            kind: statementClass.kind, action: statementClass.action, setting: statementClass.setting,
            isTransactional: statementClass.isTransactional,
            isTransactionalForFlyway: statementClass.isTransactionalForFlyway, isBatchable: statementClass.isBatchable,
            readsCopyData: extent.isCopyFromInput, copyData: nil,
            skippedText: extent.skipped.isEmpty ? nil : text(extent.skipped),
            textLocation: textLocation, placeholders: placeholders
        )
    }

    private func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
        buffer[range.lowerBound - base..<range.upperBound - base]
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes(range), as: UTF8.self)
    }

    // MARK: Locations

    private mutating func moveCursor(to offset: Int) {
        Self.advance(&cursor, to: offset, in: buffer, startingAt: base)
    }

    /// The location of a byte that is not yet passed.
    private func location(of offset: Int) -> ScriptLocation {
        var cursor = cursor
        Self.advance(&cursor, to: offset, in: buffer, startingAt: base)
        return cursor.location
    }

    private static func advance(
        _ cursor: inout LocationCursor, to offset: Int, in buffer: [UInt8], startingAt base: Int
    ) {
        buffer.withUnsafeBufferPointer { window in
            if cursor.offset == 0, base == 0 { cursor.skip(to: min(offset, lengthOfByteOrderMarks(in: window))) }
            if offset > cursor.offset { cursor.advance(to: offset, in: window, startingAt: base) }
        }
    }

    // MARK: Errors

    private func describe(_ failure: CutFailure) -> ScriptError {
        let construct: ScriptError.Construct
        var opened = failure.opened
        switch failure.reason {
        case .string: construct = .string
        case .quotedIdentifier: construct = .quotedIdentifier
        case .comment: construct = .comment
        case .dollarQuote(let delimiter): construct = .dollarQuote(text(delimiter))
        case .atomicBlock: construct = .atomicBlock
        case .trigger: construct = .trigger
        case .parenthesis:
            construct = .parenthesis
            opened = innermostOpenParenthesis(in: failure.textStart..<failure.end)
        case .copyData:
            // The text of the COPY may be gone; the statement knows.
            if let copy {
                return ScriptError(
                    unterminated: .copyData, openedAt: copy.location, statementStart: copy.textLocation,
                    text: Self.excerpt(copy.sql))
            }
            construct = .copyData
        case .carriageReturn:
            return ScriptError(
                carriageReturnBefore: location(of: opened), statementStart: location(of: failure.textStart))
        case .metaCommand(let name):
            return ScriptError(
                metaCommand: text(name), of: options.dialect, at: location(of: opened),
                statementStart: location(of: failure.textStart))
        }
        return ScriptError(
            unterminated: construct, openedAt: location(of: opened), statementStart: location(of: failure.textStart),
            text: Self.excerpt(text(failure.textStart..<failure.end)))
    }

    private func innermostOpenParenthesis(in range: Range<Int>) -> Int {
        bytes(range).withUnsafeBufferPointer { text in
            var reader = TokenReader(
                text, dialect: options.dialect, plainStringsEscape: cutter.plainStringsEscape)
            var open: [Int] = []
            while let token = reader.next() {
                if token.kind == .symbol(UInt8(ascii: "(")) { open.append(token.range.lowerBound) }
                if token.kind == .symbol(UInt8(ascii: ")")) { _ = open.popLast() }
            }
            return range.lowerBound + (open.last ?? 0)
        }
    }

    /// Messages show the beginning of a statement that swallowed half a file.
    private static func excerpt(_ text: String) -> String {
        let trimmed = text.trimmingBlanks
        guard
            let end = trimmed.unicodeScalars.index(
                trimmed.startIndex, offsetBy: 2000, limitedBy: trimmed.endIndex), end < trimmed.endIndex
        else { return trimmed }
        return String(trimmed.unicodeScalars[..<end]) + " …"
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let bytes = utf8
        guard let first = bytes.firstIndex(where: { !$0.isBlank }), let last = bytes.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(self[first...last])
    }
}
