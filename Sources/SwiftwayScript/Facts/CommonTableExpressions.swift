// What the parts of `WITH` change: PostgreSQL runs every one of them to its end, whether the rest reads it or not.

extension ScriptStatement {
    /// The `INSERT`, `UPDATE`, `DELETE` and `MERGE` in the parts of `WITH`: each text, and at which byte it begins.
    func changingCommonTableExpressions() -> [(text: String, offset: Int)] {
        withTokens(dialect: .postgreSQL) { bytes, reader in
            guard let first = reader.next(), Self.word(first, bytes) == "WITH" else { return [] }
            var found: [(text: String, offset: Int)] = []
            var start: Int?
            var opens = false
            while let token = reader.next() {
                switch token.kind {
                case .symbol(UInt8(ascii: "(")) where token.depth == 0: opens = true
                case .symbol(UInt8(ascii: ")")) where token.depth == 0:
                    if let start {
                        let text = bytes[start..<token.range.lowerBound]
                        found.append((String(decoding: text, as: UTF8.self), start))
                    }
                    start = nil
                    opens = false
                default:
                    if opens { start = Self.changesRows(token, bytes) ? token.range.lowerBound : nil }
                    opens = false
                }
            }
            return found
        }
    }

    private static func changesRows(_ token: ScriptToken, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch word(token, bytes) {
        case "INSERT", "UPDATE", "DELETE", "MERGE": true
        default: false
        }
    }

    private static func word(_ token: ScriptToken, _ bytes: UnsafeBufferPointer<UInt8>) -> Word {
        token.kind == .word ? Word(bytes: UnsafeBufferPointer(rebasing: bytes[token.range])) : .none
    }
}
