/// Follows the body of an SQL-standard routine, `BEGIN ATOMIC … END`, to find the `END` that closes it.
///
/// `CASE` also ends with `END`, and both words may be names where the grammar allows any keyword: behind `AS`, behind a
/// dot, and as a column's label without `AS`. psql counts all of them; here only those count that are what they look
/// like.
struct AtomicBody: Sendable {
    /// Where each open block begins.
    private var blocks: [Int] = []
    /// For each open `CASE`, in how many parentheses it stands: its `END` stands in as many.
    private var cases: [Int] = []
    private var previous = Previous.other
    private var lastBegin = 0

    private enum Previous {
        /// A statement begins here, or the block ends.
        case boundary
        /// `AS` or a dot: a name follows.
        case nameFollows
        case caseWord
        /// `BEGIN` somewhere in a statement: a column, unless `ATOMIC` follows.
        case begin
        case other
    }

    var isOpen: Bool { !blocks.isEmpty }
    var openBlock: Int? { blocks.last }
    var wasUsed: Bool { lastBegin > 0 }

    mutating func rememberBegin(at offset: Int) {
        lastBegin = offset
    }

    mutating func openBlock(parentheses: Int) {
        blocks.append(lastBegin)
        previous = .boundary
    }

    /// A `;` outside of all parentheses. Whatever looked like an open `CASE` was none.
    mutating func endStatement() {
        cases.removeAll()
        previous = .boundary
    }

    mutating func note(_ token: StatementCutter.Token, at offset: Int, parentheses: Int) {
        let before = previous
        previous = .other
        if before == .caseWord, endsExpression(token) { cases.removeLast() }
        if before == .nameFollows, case .word = token { return }

        if token.isSymbol(")") {
            while let last = cases.last, last > parentheses { cases.removeLast() }
        } else if token.isSymbol(".") || token.isWord("AS") {
            previous = .nameFollows
        } else if token.isWord("CASE") {
            cases.append(parentheses)
            previous = .caseWord
        } else if token.isWord("END") {
            if cases.last == parentheses {
                cases.removeLast()
            } else if before == .boundary {
                blocks.removeLast()
                // What stands behind a nested block is a `;`.
            }
        } else if token.isWord("BEGIN") {
            lastBegin = offset
            previous = .begin
            // No statement of a body begins with BEGIN; whoever writes one means a block, as psql takes it.
            if before == .boundary { openBlock(parentheses: parentheses) }
        } else if token.isWord("ATOMIC"), before == .begin {
            openBlock(parentheses: parentheses)
        } else if token.isWord("ATOMIC"), before == .boundary, blocks.last == lastBegin {
            // Of the BEGIN that has just opened its block.
            previous = .boundary
        }
    }

    /// Whether `token` cannot come directly behind `CASE`, which therefore is a column's label.
    private func endsExpression(_ token: StatementCutter.Token) -> Bool {
        token.isSymbol(",") || token.isSymbol(")")
            || token.isWord("FROM") || token.isWord("INTO") || token.isWord("WHERE") || token.isWord("GROUP")
            || token.isWord("HAVING") || token.isWord("WINDOW") || token.isWord("ORDER") || token.isWord("LIMIT")
            || token.isWord("OFFSET") || token.isWord("FETCH") || token.isWord("FOR") || token.isWord("UNION")
            || token.isWord("INTERSECT") || token.isWord("EXCEPT") || token.isWord("RETURNING")
    }
}
