/// A token of a statement for those who look at its text beyond the first words.
package struct StatementToken: Sendable, Equatable {
    package enum Kind: Sendable, Equatable { case word, quotedIdentifier, string, symbol }

    package var kind: Kind
    /// In bytes of ``ScriptStatement/sql``, quotes included.
    package var range: Range<Int>
    /// In how many parentheses it stands.
    package var depth: Int
    package var text: String
}

extension ScriptStatement {
    package func tokens(dialect: ScriptDialect) -> [StatementToken] {
        withTokens(dialect: dialect) { bytes, reader in
            var tokens: [StatementToken] = []
            while let token = reader.next() {
                let kind: StatementToken.Kind =
                    switch token.kind {
                    case .word: .word
                    case .quotedIdentifier: .quotedIdentifier
                    case .string: .string
                    case .symbol: .symbol
                    }
                tokens.append(
                    StatementToken(
                        kind: kind, range: token.range, depth: token.depth,
                        text: String(decoding: bytes[token.range], as: UTF8.self)))
            }
            return tokens
        }
    }

    /// Where each of the parts of `ALTER TABLE` begins, which commas part.
    package func commandOffsets(dialect: ScriptDialect) -> [Int] {
        let tokens = tokens(dialect: dialect)
        var index = 0
        func word(_ place: Int) -> String {
            place < tokens.count && tokens[place].kind == .word ? tokens[place].text.uppercased() : ""
        }
        guard word(0) == "ALTER" else { return [] }
        index = word(1) == "MATERIALIZED" || word(1) == "FOREIGN" ? 3 : 2
        if word(index) == "IF" { index += 2 }
        if word(index) == "ONLY" { index += 1 }
        // The name, with its schema.
        index += 1
        while index + 1 < tokens.count, tokens[index].text == "." { index += 2 }
        if index < tokens.count, tokens[index].text == "*" { index += 1 }
        guard index < tokens.count else { return [] }
        var offsets = [tokens[index].range.lowerBound]
        var brackets = 0
        for place in index..<tokens.count where tokens[place].kind == .symbol && tokens[place].depth == 0 {
            switch tokens[place].text {
            case "[": brackets += 1
            case "]": brackets -= 1
            case "," where brackets == 0 && place + 1 < tokens.count:
                offsets.append(tokens[place + 1].range.lowerBound)
            default: break
            }
        }
        return offsets
    }

    /// The longest name in it, in bytes, and where it stands: longer ones than the server keeps are cut silently.
    package func firstName(longerThan limit: Int, dialect: ScriptDialect) -> (name: String, offset: Int)? {
        withTokens(dialect: dialect) { bytes, reader in
            while let token = reader.next() {
                let length: Int
                switch token.kind {
                case .word: length = token.range.count
                case .quotedIdentifier: length = token.range.count - 2
                case .string, .symbol: continue
                }
                if length > limit {
                    return (String(decoding: bytes[token.range], as: UTF8.self), token.range.lowerBound)
                }
            }
            return nil
        }
    }

    /// Whether one of its strings is `value`.
    package func hasString(_ value: String, dialect: ScriptDialect) -> Bool {
        let written = "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        return withTokens(dialect: dialect) { bytes, reader in
            while let token = reader.next() {
                if token.kind == .string, bytes[token.range].elementsEqual(written.utf8) { return true }
            }
            return false
        }
    }

    /// No less than how deep its parse tree can be: operators, casts and set operations make it deeper, one by one, and
    /// commas part what lies side by side.
    package func boundOfDepth(dialect: ScriptDialect) -> Int {
        withTokens(dialect: dialect) { _, reader in
            /// Of each open parenthesis: the largest of its parts so far, and the part that is being read.
            var groups = [(largest: 0, current: 0)]
            while let token = reader.next() {
                switch token.kind {
                case .symbol(UInt8(ascii: "(")): groups.append((0, 0))
                case .symbol(UInt8(ascii: ")")):
                    guard groups.count > 1 else { break }
                    let group = groups.removeLast()
                    groups[groups.count - 1].current += max(group.largest, group.current) + 1
                case .symbol(UInt8(ascii: ",")):
                    let last = groups.count - 1
                    groups[last] = (max(groups[last].largest, groups[last].current), 0)
                case .symbol, .word, .quotedIdentifier, .string: groups[groups.count - 1].current += 1
                }
            }
            return groups.reduce(0) { $0 + max($1.largest, $1.current) }
        }
    }

    func withTokens<Result>(
        dialect: ScriptDialect, _ body: (UnsafeBufferPointer<UInt8>, inout TokenReader) -> Result
    ) -> Result {
        var text = sql
        return text.withUTF8 { bytes in
            var reader = TokenReader(bytes, dialect: dialect, plainStringsEscape: false)
            return body(bytes, &reader)
        }
    }

    /// The place in the script of a byte of ``sql``.
    package func location(ofByte offset: Int) -> ScriptLocation {
        var text = sql
        return text.withUTF8 { bytes in
            var cursor = LocationCursor(location: textLocation, spans: placeholders)
            cursor.advance(to: min(max(offset, 0), bytes.count), in: bytes, startingAt: 0)
            return cursor.location
        }
    }
}
