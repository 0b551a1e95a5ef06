// What is neither SQL nor data: comments, and the commands of psql and sqlite3.
extension StatementCutter {
    mutating func scanLineComment(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, _ isComplete: Bool, then following: Mode
    ) -> Cut? {
        var index = position - base
        switch dialect {
        case .postgreSQL:
            while index < window.count, window[index] != .lineFeed, window[index] != .carriageReturn { index += 1 }
        case .sqlite:
            // Editors, and Flyway, end the comment at a carriage return, SQLite does not.
            let end = firstIndex(of: .lineFeed, in: window, from: index)
            if returned == .inComment {
                let line = UnsafeBufferPointer(rebasing: window[..<end])
                index = firstIndex(of: .carriageReturn, in: line, from: index)
            }
            while index < end {
                guard returned.isNext(window[index]) else {
                    return .failure(
                        CutFailure(
                            reason: .carriageReturn, opened: base + index, textStart: textStart ?? opened,
                            end: base + index))
                }
                index += 1
            }
            if index < window.count { returned = .inComment }
        }
        position = base + index
        if index == window.count, !isComplete { return .needsInput }
        mode = following
        return nil
    }

    /// What may stand behind a carriage return in a comment of SQLite: blanks, and another comment.
    enum CommentLine {
        case inComment, behindReturn, behindDash

        /// Goes one byte on; `false` where this one would not be run.
        mutating func isNext(_ byte: UInt8) -> Bool {
            switch self {
            case .inComment: if byte == .carriageReturn { self = .behindReturn }
            case .behindReturn where byte == UInt8(ascii: "-"): self = .behindDash
            case .behindReturn: return byte.isBlank
            case .behindDash:
                self = .inComment
                return byte == UInt8(ascii: "-")
            }
            return true
        }
    }

    mutating func scanBlockComment(
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

    mutating func scanMetaCommand(
        _ window: UnsafeBufferPointer<UInt8>, _ base: Int, _ isComplete: Bool
    ) -> Cut? {
        let end = firstIndex(of: .lineFeed, in: window, from: position - base)
        position = base + end
        if end == window.count, !isComplete { return .needsInput }
        let nameStart = opened - base + 1
        let nameEnd = endOfCommandName(in: window, from: nameStart, to: end)
        // pg_dump writes these two since August 2025, so that a dump cannot run commands of psql (CVE-2025-8714).
        let name = UnsafeBufferPointer(rebasing: window[nameStart..<nameEnd])
        let isIgnored = name.elementsEqual("restrict".utf8) || name.elementsEqual("unrestrict".utf8)
        guard isIgnored, dialect == .postgreSQL, watch == .statementStart else {
            return .failure(failure(.metaCommand(base + nameStart..<base + nameEnd), end: base + end))
        }
        textStart = nil
        mode = .ground
        return nil
    }

    /// `xslashcmd` of psqlscanslash.l: up to a blank or the next backslash; `\;` and `\:` belong to psqlscan.l.
    private func endOfCommandName(in window: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
        guard start < end else { return start }
        if window[start] == UInt8(ascii: ";") || window[start] == UInt8(ascii: ":") { return start + 1 }
        var index = start
        while index < end, !window[index].isBlank, window[index] != UInt8(ascii: "\\") { index += 1 }
        return index
    }
}
