/// The body of `DO`, cut into the statements of SQL that it runs.
package struct AnonymousCode: Sendable {
    /// Each statement that is written out, and the byte of the `DO` at which it begins.
    package private(set) var statements: [(text: String, offset: Int)] = []
    /// Whether some of what it runs is put together only when it runs, or was not read.
    package private(set) var isDynamic = false

    package init(_ statement: ScriptStatement) {
        let body = statement.withTokens(dialect: .postgreSQL) { bytes, reader -> Range<Int>? in
            while let token = reader.next() {
                guard token.kind == .string, bytes[token.range.lowerBound] == UInt8(ascii: "$") else { continue }
                let afterFirst = token.range.lowerBound + 1
                guard let second = bytes[afterFirst..<token.range.upperBound].firstIndex(of: UInt8(ascii: "$")) else {
                    return nil
                }
                let delimiter = second - token.range.lowerBound + 1
                let end = token.range.upperBound - delimiter
                return second + 1 <= end ? second + 1..<end : nil
            }
            return nil
        }
        guard let body, statement.holdsPLpgSQL else {
            isDynamic = true
            return
        }
        var text = statement.sql
        text.withUTF8 { bytes in read(UnsafeBufferPointer(rebasing: bytes[body]), from: body.lowerBound) }
    }

    /// A statement begins behind another's `;` and behind the words that open a block.
    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) {
        var reader = TokenReader(bytes, dialect: .postgreSQL, plainStringsEscape: false)
        var mayBegin = true
        var start: Int?
        while let token = reader.next() {
            if token.kind == .symbol(UInt8(ascii: ";")), token.depth == 0 {
                if let start {
                    let text = String(decoding: bytes[start..<token.range.lowerBound], as: UTF8.self)
                    statements.append((text, offset + start))
                }
                start = nil
                mayBegin = true
                continue
            }
            guard start == nil else { continue }
            guard token.kind == .word else {
                mayBegin = false
                continue
            }
            switch Word(bytes: UnsafeBufferPointer(rebasing: bytes[token.range])) {
            case "BEGIN", "THEN", "ELSE", "LOOP": mayBegin = true
            case "EXECUTE":
                isDynamic = true
                mayBegin = false
            case "ALTER", "CREATE", "DROP", "TRUNCATE", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "LOCK", "GRANT",
                "REVOKE", "REINDEX", "CLUSTER", "REFRESH", "SET":
                if mayBegin { start = token.range.lowerBound }
                mayBegin = false
            default: mayBegin = false
            }
        }
    }
}
