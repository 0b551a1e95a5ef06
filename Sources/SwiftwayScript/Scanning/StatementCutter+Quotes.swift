// Strings, identifiers in quotes, dollar quotes: where `;` means nothing.
extension StatementCutter {
    mutating func scanPlain(until quote: UInt8, _ window: UnsafeBufferPointer<UInt8>, _ base: Int) -> Cut? {
        let end = firstIndex(of: quote, in: window, from: position - base)
        position = base + end
        if end == window.count { return .needsInput }
        position += 1
        lastQuoteEnd = position
        mode = .ground
        return nil
    }

    mutating func scanString(
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
    mutating func scanStringEnd(
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

    /// The tag of a dollar quote: an identifier without `$`, or nothing.
    mutating func scanDollarDelimiter(
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

    mutating func scanDollarQuote(
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
                lastQuoteEnd = position
                mode = .ground
                return nil
            }
            index += 1
        }
    }
}
