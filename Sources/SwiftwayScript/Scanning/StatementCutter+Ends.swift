// Where a statement ends, or fails to.
extension StatementCutter {
    /// A `;` outside of everything quoted. `nil` if it ends no statement, or none that can be given away yet.
    mutating func semicolon(at offset: Int) -> Cut? {
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

    mutating func statement(endingAt end: Int) -> Cut {
        defer { reset() }
        return .statement(extent(endingAt: end))
    }

    func extent(endingAt end: Int) -> StatementExtent {
        StatementExtent(
            textStart: textStart ?? tokenStart, tokenStart: tokenStart, end: end, isCopyFromInput: isCopyFromInput)
    }

    mutating func reset() {
        textStart = nil
        depth = 0
        watch = .statementStart
        allowsSemicolonInParentheses = false
        isCopyFromInput = false
        inTrigger = false
        if atomic.wasUsed { atomic = AtomicBody() }
    }

    func failure(_ reason: CutFailure.Reason, end: Int) -> CutFailure {
        CutFailure(reason: reason, opened: opened, textStart: textStart ?? opened, end: end)
    }

    /// The text is over.
    mutating func finish(at end: Int) -> Cut {
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

    mutating func copyWithoutEnd(_ extent: StatementExtent, _ end: Int) -> Cut {
        .failure(CutFailure(reason: .copyData, opened: extent.tokenStart, textStart: extent.textStart, end: extent.end))
    }
}
