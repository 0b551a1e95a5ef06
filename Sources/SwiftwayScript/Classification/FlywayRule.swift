/// Flyway's own idea of what runs in a transaction.
///
/// It joins the keywords outside of parentheses by blanks, in upper case, and after each of the first ten compares them
/// with patterns. A keyword is any word of letters and underscores alone that is not part of a dotted name.
struct FlywayRule {
    private var words: StatementWords
    private var isBehindDot = false
    private var keywordCount = 0

    static func isTransactional(_ statement: StatementWords, dialect: ScriptDialect, serverVersion: Int?) -> Bool {
        var rule = FlywayRule(words: statement)
        return switch dialect {
        case .postgreSQL: !rule.matchesPostgreSQL(serverVersion: serverVersion)
        case .sqlite: !(rule.next() == "PRAGMA" && rule.next() == "FOREIGN_KEYS")
        }
    }

    private init(words: StatementWords) {
        self.words = words
    }

    /// `(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)`, `(CREATE|DROP)( UNIQUE)? INDEX CONCURRENTLY`,
    /// `ALTER SYSTEM`, `ALTER TYPE( .*)? ADD VALUE`, `REINDEX( VERBOSE)? (SCHEMA|DATABASE|SYSTEM)`, `VACUUM`,
    /// `DISCARD ALL`.
    private mutating func matchesPostgreSQL(serverVersion: Int?) -> Bool {
        switch next() {
        case "CREATE", "DROP":
            switch next() {
            case "DATABASE", "TABLESPACE", "SUBSCRIPTION": return true
            case "INDEX": return next() == "CONCURRENTLY"
            case "UNIQUE": return next() == "INDEX" && next() == "CONCURRENTLY"
            default: return false
            }
        case "ALTER":
            switch next() {
            case "SYSTEM": return true
            case "TYPE": return serverVersion.runsAddValueInTransaction ? false : addsValue()
            default: return false
            }
        case "REINDEX":
            var target = next()
            if target == "VERBOSE" { target = next() }
            return target == "SCHEMA" || target == "DATABASE" || target == "SYSTEM"
        case "VACUUM": return true
        case "DISCARD": return next() == "ALL"
        default: return false
        }
    }

    private mutating func addsValue() -> Bool {
        var previous = Word.none
        while keywordCount < 10 {
            let keyword = next()
            if keyword.bytes.isEmpty { return false }
            if previous == "ADD", keyword == "VALUE" { return true }
            previous = keyword
        }
        return false
    }

    /// The next of the words that Flyway sees; none at the end.
    private mutating func next() -> Word {
        while let token = words.next {
            let word = words.word
            words.advance()
            let wasBehindDot = isBehindDot
            isBehindDot = token.kind == .symbol(UInt8(ascii: "."))
            if token.kind == .word, token.depth == 0, !wasBehindDot, !words.comes(symbol: "."), word.isKeywordForFlyway
            {
                keywordCount += 1
                return word
            }
        }
        return .none
    }
}

extension Word {
    /// Letters of any script and underscores, nothing else.
    fileprivate var isKeywordForFlyway: Bool {
        for byte in bytes where byte >= 0x80 {
            let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
            return scalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic }
        }
        // Digits and `$` come before the letters.
        return bytes.allSatisfy { $0 >= UInt8(ascii: "A") }
    }
}

extension Int? {
    /// PostgreSQL 12 learned to run `ALTER TYPE … ADD VALUE` in a transaction. An unknown server counts as old.
    var runsAddValueInTransaction: Bool {
        map { $0 >= 120_000 } ?? false
    }
}
