/// What the cutter found. All offsets are bytes from the beginning of the text, placeholders replaced.
enum Cut: Equatable {
    case statement(StatementExtent)
    /// Whole lines of `COPY` data; more of it follows.
    case copyData(Range<Int>)
    /// The rest of the `COPY` data.
    case endOfCopyData(Range<Int>)
    case failure(CutFailure)
    /// The text goes on, and what is there decides nothing yet.
    case needsInput
    case end
}

struct StatementExtent: Equatable {
    /// Where its first token begins, be it a comment.
    var textStart: Int
    /// Where its first token begins that is no comment.
    var tokenStart: Int
    /// Where its `;` stands, or the end of the text.
    var end: Int
    var isCopyFromInput = false
    /// What stands behind the `;` of a `COPY` on the same line; empty if blank or a comment.
    var skipped: Range<Int> = 0..<0
}

struct CutFailure: Equatable {
    enum Reason: Equatable {
        case string
        case quotedIdentifier
        case comment
        /// Where its delimiter stands.
        case dollarQuote(Range<Int>)
        case parenthesis
        case atomicBlock
        case trigger
        case copyData
        /// Where its name stands.
        case metaCommand(Range<Int>)
        /// SQLite: what stands behind a carriage return alone, in a comment.
        case carriageReturn
    }

    var reason: Reason
    /// Where the construct was opened. For ``Reason/parenthesis`` the statement: which of its parentheses is the
    /// open one is looked up when somebody asks.
    var opened: Int
    var textStart: Int
    /// How far the statement reaches.
    var end: Int
}
