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
        case word(UnsafeBufferPointer<UInt8>)
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
            watch = token.isWord("create") ? .create : token.isWord("copy") ? .copy : .nothing
        case .create:
            watch = token.isWord("or") ? .createOr : afterCreate(token)
        case .createOr:
            watch = token.isWord("replace") ? .createOrReplace : .nothing
        case .createOrReplace:
            watch = afterCreate(token)
        case .routine:
            if depth == 0, token.isWord("begin") {
                watch = .routineBegin
                atomic.rememberBegin(at: offset)
            }
        case .routineBegin:
            watch = .routine
            if token.isWord("atomic") {
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
            if token.isWord("from") { watch = .copySource }
            if token.isWord("to") { watch = .nothing }
        case .copyDot:
            watch = .copy
        case .copySource:
            // The server takes STDOUT for the same (copy_file_name in gram.y).
            isCopyFromInput = token.isWord("stdin") || token.isWord("stdout")
            watch = .nothing
        case .nothing, .explain, .sqliteCreate, .triggerSemicolon, .triggerEnd:
            break
        }
    }

    private mutating func afterCreate(_ token: Token) -> Watch {
        if token.isWord("function") || token.isWord("procedure") { return .routine }
        allowsSemicolonInParentheses = token.isWord("rule")
        return .nothing
    }

    /// The table `trans` of `sqlite3_complete`, for everything but `;`.
    private mutating func noteSQLite(_ token: Token) {
        switch watch {
        case .statementStart:
            watch = token.isWord("create") ? .sqliteCreate : token.isWord("explain") ? .explain : .nothing
        case .explain:
            // EXPLAIN QUERY PLAN CREATE TRIGGER …
            if token.isWord("create") {
                watch = .sqliteCreate
            } else if token.isWord("temp") || token.isWord("temporary") || token.isWord("trigger")
                || token.isWord("end") || token.isWord("explain")
            {
                watch = .nothing
            }
        case .sqliteCreate:
            if token.isWord("temp") || token.isWord("temporary") { return }
            inTrigger = token.isWord("trigger")
            // The grammar takes any token between the parentheses of a module's arguments (vtabargtoken in parse.y).
            allowsSemicolonInParentheses = token.isWord("virtual")
            watch = .nothing
        case .triggerSemicolon:
            watch = token.isWord("end") ? .triggerEnd : .nothing
        case .triggerEnd:
            watch = .nothing
        case .nothing, .create, .createOr, .createOrReplace, .routine, .routineBegin, .atomicBody, .copy, .copyDot,
            .copySource:
            break
        }
    }
}

extension StatementCutter.Token {
    /// Whether it is that word, which is written in lower case here.
    func isWord(_ lowercase: StaticString) -> Bool {
        guard case .word(let bytes) = self, bytes.count == lowercase.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count where bytes[index] | 0x20 != lowercase.utf8Start[index] { return false }
        return true
    }

    func isSymbol(_ symbol: Unicode.Scalar) -> Bool {
        guard case .symbol(let byte) = self else { return false }
        return byte == UInt8(ascii: symbol)
    }
}
