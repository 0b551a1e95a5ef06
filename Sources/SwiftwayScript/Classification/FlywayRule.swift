/// Flyway's own idea of what runs in a transaction.
///
/// It joins the keywords outside of parentheses by blanks, in upper case, and after each of the first ten compares them
/// with patterns. A keyword is any word of letters and underscores alone that is not part of a dotted name.
enum FlywayRule {
    static func isTransactional(_ reader: TokenReader, serverVersion: Int?) -> Bool {
        var words: [String] = []
        var keywords = Keywords(reader)
        while words.count < 10, let keyword = keywords.next() {
            words.append(keyword)
            let matches =
                switch reader.dialect {
                case .postgreSQL: isNonTransactionalPostgreSQL(words, serverVersion: serverVersion)
                case .sqlite: words == ["PRAGMA", "FOREIGN_KEYS"]
                }
            if matches { return false }
        }
        return true
    }

    private static func isNonTransactionalPostgreSQL(_ words: [String], serverVersion: Int?) -> Bool {
        switch words[0] {
        case "CREATE", "DROP":
            switch words.dropFirst() {
            case ["DATABASE"], ["TABLESPACE"], ["SUBSCRIPTION"], ["INDEX", "CONCURRENTLY"],
                ["UNIQUE", "INDEX", "CONCURRENTLY"]:
                return true
            default: return false
            }
        case "ALTER":
            if words == ["ALTER", "SYSTEM"] { return true }
            let isOld = serverVersion.map { $0 < 120_000 } ?? true
            return isOld && words.count >= 4 && words[1] == "TYPE" && words.suffix(2) == ["ADD", "VALUE"]
        case "REINDEX":
            let targets = ["SCHEMA", "DATABASE", "SYSTEM"]
            return words.count == 2 && targets.contains(words[1])
                || words.count == 3 && words[1] == "VERBOSE" && targets.contains(words[2])
        case "VACUUM": return words.count == 1
        case "DISCARD": return words == ["DISCARD", "ALL"]
        default: return false
        }
    }

    /// The words that Flyway sees.
    private struct Keywords {
        private var words: StatementWords
        private var isBehindDot = false

        init(_ reader: TokenReader) {
            words = StatementWords(reader)
        }

        mutating func next() -> String? {
            while let token = words.next {
                words.advance()
                let wasBehindDot = isBehindDot
                isBehindDot = token.kind == .symbol(UInt8(ascii: "."))
                guard token.kind == .word, token.depth == 0, !wasBehindDot, !words.comes(symbol: ".") else { continue }
                let text = words.text(of: token).uppercased()
                if text.unicodeScalars.allSatisfy({ $0 == "_" || $0.properties.isAlphabetic }) { return text }
            }
            return nil
        }
    }
}
