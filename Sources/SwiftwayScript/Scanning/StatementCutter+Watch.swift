extension StatementCutter {
    /// What the cutter waits for to learn which kind of statement it is in. Where nothing can come any more that
    /// matters, tokens are passed over without a look.
    enum Watch: Equatable {
        case nothing
        /// No token yet but comments.
        case statementStart

        // PostgreSQL: CREATE [OR REPLACE] {RULE | FUNCTION | PROCEDURE}
        case create
        case createOr
        case createOrReplace
        /// Inside `CREATE FUNCTION`: `BEGIN ATOMIC` may come.
        case routine
        case routineBegin
        case atomicBody

        // PostgreSQL: COPY … FROM {STDIN | STDOUT}
        case copy
        case copyDot
        case copySource

        // SQLite: the states of sqlite3_complete. Inside a trigger the watch is `nothing` until a `;` comes.
        case explain
        case sqliteCreate
        case triggerSemicolon
        case triggerEnd
    }

    enum Token {
        case word(Word)
        case symbol(UInt8)
        case string
        case quotedIdentifier
    }

    mutating func note(_ token: Token, at offset: Int) {
        if watch == .statementStart {
            tokenStart = offset
            textStart = textStart ?? offset
        }
        switch dialect {
        case .postgreSQL: notePostgreSQL(token, at: offset)
        case .sqlite: noteSQLite(token)
        }
    }

    private mutating func notePostgreSQL(_ token: Token, at offset: Int) {
        switch watch {
        case .statementStart:
            watch = token.isWord("CREATE") ? .create : token.isWord("COPY") ? .copy : .nothing
        case .create:
            watch = token.isWord("OR") ? .createOr : afterCreate(token)
        case .createOr:
            watch = token.isWord("REPLACE") ? .createOrReplace : .nothing
        case .createOrReplace:
            watch = afterCreate(token)
        case .routine:
            if depth == 0, token.isWord("BEGIN") {
                watch = .routineBegin
                atomic.rememberBegin(at: offset)
            }
        case .routineBegin:
            watch = .routine
            if token.isWord("ATOMIC") {
                watch = .atomicBody
                atomic.openBlock(parentheses: depth)
            }
        case .atomicBody:
            atomic.note(token, at: offset, parentheses: depth)
            if !atomic.isOpen { watch = .nothing }
        case .copy:
            guard depth == 0 else { return }
            // A name behind a dot may be any keyword: COPY s.from FROM STDIN.
            if token.isSymbol(".") { watch = .copyDot }
            if token.isWord("FROM") { watch = .copySource }
            if token.isWord("TO") { watch = .nothing }
        case .copyDot:
            watch = .copy
        case .copySource:
            // The server takes STDOUT for the same (copy_file_name in gram.y).
            isCopyFromInput = token.isWord("STDIN") || token.isWord("STDOUT")
            watch = .nothing
        case .nothing, .explain, .sqliteCreate, .triggerSemicolon, .triggerEnd:
            break
        }
    }

    private mutating func afterCreate(_ token: Token) -> Watch {
        if token.isWord("FUNCTION") || token.isWord("PROCEDURE") { return .routine }
        allowsSemicolonInParentheses = token.isWord("RULE")
        return .nothing
    }

    /// The table `trans` of `sqlite3_complete`, for everything but `;`.
    private mutating func noteSQLite(_ token: Token) {
        switch watch {
        case .statementStart:
            watch = token.isWord("CREATE") ? .sqliteCreate : token.isWord("EXPLAIN") ? .explain : .nothing
        case .explain:
            // EXPLAIN QUERY PLAN CREATE TRIGGER …
            if token.isWord("CREATE") {
                watch = .sqliteCreate
            } else if token.isWord("TEMP") || token.isWord("TEMPORARY") || token.isWord("TRIGGER")
                || token.isWord("END") || token.isWord("EXPLAIN")
            {
                watch = .nothing
            }
        case .sqliteCreate:
            if token.isWord("TEMP") || token.isWord("TEMPORARY") { return }
            inTrigger = token.isWord("TRIGGER")
            // The grammar takes any token between the parentheses of a module's arguments (vtabargtoken in parse.y).
            allowsSemicolonInParentheses = token.isWord("VIRTUAL")
            watch = .nothing
        case .triggerSemicolon:
            watch = token.isWord("END") ? .triggerEnd : .nothing
        case .triggerEnd:
            watch = .nothing
        case .nothing, .create, .createOr, .createOrReplace, .routine, .routineBegin, .atomicBody, .copy, .copyDot,
            .copySource:
            break
        }
    }
}

extension StatementCutter.Token {
    func isWord(_ keyword: StaticString) -> Bool {
        guard case .word(let word) = self else { return false }
        return word == keyword
    }

    func isSymbol(_ symbol: Unicode.Scalar) -> Bool {
        guard case .symbol(let byte) = self else { return false }
        return byte == UInt8(ascii: symbol)
    }
}
