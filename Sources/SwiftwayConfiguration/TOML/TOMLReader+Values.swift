extension TOMLReader {
    /// Deeper than anybody writes, and not deep enough for the stack to end.
    private static let deepest = 200

    mutating func value() throws(Malformed) -> TOMLNode {
        switch next {
        case TOMLByte.quote, TOMLByte.apostrophe: .text(try text())
        case TOMLByte.openBracket: try list()
        case TOMLByte.openBrace: try inlineTable()
        default: .text(try plain())
        }
    }

    /// `[1, 2]`, over lines if need be.
    private mutating func list() throws(Malformed) -> TOMLNode {
        try goDeeper()
        defer { depth -= 1 }
        var nodes: [TOMLNode] = []
        while true {
            try skipLines()
            if next == TOMLByte.closeBracket { break }
            nodes.append(try value())
            try skipLines()
            guard next == TOMLByte.comma else { break }
            position += 1
        }
        try expect(TOMLByte.closeBracket, "\",\" or \"]\" is missing in a list")
        return .list(nodes)
    }

    /// `{ a = 1, b.c = 2 }`, on one line.
    private mutating func inlineTable() throws(Malformed) -> TOMLNode {
        try goDeeper()
        defer { depth -= 1 }
        let table = TOMLTable()
        skipBlanks()
        if next != TOMLByte.closeBrace {
            while true {
                try assignment(in: table, section: 0)
                skipBlanks()
                guard next == TOMLByte.comma else { break }
                position += 1
                skipBlanks()
            }
        }
        try expect(
            TOMLByte.closeBrace,
            "\",\" or \"}\" is missing in a table in braces, which ends on the line that it begins on")
        return .table(table.entries)
    }

    /// Takes the bracket or the brace.
    private mutating func goDeeper() throws(Malformed) {
        guard depth < Self.deepest else { throw malformed("Lists and tables stand in each other too deep") }
        depth += 1
        position += 1
    }

    /// A truth value, a number or a time.
    private mutating func plain() throws(Malformed) -> String {
        let start = position
        take(while: Self.isPlain)
        // A blank may stand between date and time.
        let goesOn = next == TOMLByte.space && position + 1 < bytes.count && TOMLByte.isDigit(bytes[position + 1])
        if goesOn, position - start == 10, TOMLTime(bytes[start..<position]) != nil {
            position += 1
            take(while: Self.isPlain)
        }
        let word = bytes[start..<position]
        if word.isEmpty { throw malformed("A value is missing", at: start) }
        let text = String(decoding: word, as: UTF8.self)
        if text == "true" || text == "false" { return text }
        if let number = TOMLNumber(word) { return number.text }
        if let time = TOMLTime(word) { return time.text }
        throw malformed("\"\(text)\" is no number, no time and no truth value; texts stand in quotes", at: start)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        TOMLByte.isBare(byte) || byte == TOMLByte.dot || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ":")
    }

    private mutating func take(while belongs: (UInt8) -> Bool) {
        while let byte = next, belongs(byte) { position += 1 }
    }
}
