/// Reads a document of TOML 1.0 (<https://toml.io/en/v1.0.0>): the lines, their tables and their keys.
///
/// Of times only the form is kept: configuration has no use for them.
struct TOMLReader {
    typealias Malformed = TOMLNode.Malformed

    let bytes: [UInt8]
    var position = 0
    /// How many lists and inline tables are open around `position`.
    var depth = 0

    private let root = TOMLTable()
    /// That of the last header.
    private var table: TOMLTable
    /// Which header that is, counted from the top.
    private var section = 0
    /// What stands in it.
    private var header: [String] = []
    /// Of the keys that have a line of their own.
    private(set) var lines = TOMLLines()
    /// A place, and its line from 1: what is in front of it is not counted again.
    private var counted = (position: 0, line: 1)

    init(_ text: String) {
        bytes = Array(text.utf8)
        table = root
    }

    mutating func document() throws(Malformed) -> TOMLNode {
        // A byte order mark is no part of the text.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        while true {
            skipBlanks()
            switch next {
            case nil: return .table(root.entries)
            case TOMLByte.newline, TOMLByte.carriageReturn, TOMLByte.number: break
            case TOMLByte.openBracket: try readHeader()
            default: try assignment()
            }
            try endOfLine()
        }
    }

    /// `[table]` or `[[list of tables]]`.
    private mutating func readHeader() throws(Malformed) {
        let start = position
        let isList = bytes[position...].starts(with: [TOMLByte.openBracket, TOMLByte.openBracket])
        position += isList ? 2 : 1
        skipBlanks()
        let path = try key()
        for _ in 0..<(isList ? 2 : 1) {
            try expect(TOMLByte.closeBracket, "\"]\" is missing at the end of the table's name")
        }
        section += 1
        guard let found = root.headed(path, isList: isList, section: section) else {
            throw malformed(
                "\"\(path.joined(separator: "."))\" is there already, and cannot be a table of this kind", at: start)
        }
        table = found
        header = path
    }

    /// `key = value` on a line of its own.
    private mutating func assignment() throws(Malformed) {
        counted.line += bytes[counted.position..<position].count { $0 == TOMLByte.newline }
        counted.position = position
        let line = counted.line
        lines.add(header + (try assignment(in: table, section: section)), line: line)
    }

    /// `key = value`; in an inline table, which is a section of its own, too.
    /// - Returns: The key.
    @discardableResult
    mutating func assignment(in table: TOMLTable, section: Int) throws(Malformed) -> [String] {
        let start = position
        let path = try key()
        try expect(TOMLByte.equals, "\"=\" and a value are missing after the key")
        skipBlanks()
        let value = try value()
        guard table.set(path, to: value, section: section) else {
            throw malformed("\"\(path.joined(separator: "."))\" is there already", at: start)
        }
        return path
    }

    /// `a."b.c".d`, and the blanks behind it.
    private mutating func key() throws(Malformed) -> [String] {
        var path: [String] = []
        while true {
            switch next {
            case TOMLByte.quote, TOMLByte.apostrophe: path.append(try line(in: bytes[position]))
            default:
                let start = position
                while let byte = next, TOMLByte.isBare(byte) { position += 1 }
                guard position > start else {
                    throw malformed("A key of letters, digits, \"_\" and \"-\" is expected; others go into quotes")
                }
                path.append(String(decoding: bytes[start..<position], as: UTF8.self))
            }
            skipBlanks()
            guard next == TOMLByte.dot else { return path }
            position += 1
            skipBlanks()
        }
    }
}

// MARK: - Moving on

extension TOMLReader {
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    func follows(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { bytes[position...].starts(with: $0) }
    }

    mutating func skipBlanks() {
        while let byte = next, byte == TOMLByte.space || byte == TOMLByte.tab { position += 1 }
    }

    /// Skips blanks, comments and line ends, as between the elements of a list.
    mutating func skipLines() throws(Malformed) {
        while true {
            skipBlanks()
            switch next {
            case TOMLByte.newline, TOMLByte.carriageReturn, TOMLByte.number: try endOfLine()
            default: return
            }
        }
    }

    mutating func expect(_ byte: UInt8, _ reason: String) throws(Malformed) {
        guard next == byte else { throw malformed(reason) }
        position += 1
    }

    /// Blanks, a comment, and the end of the line or of the text.
    mutating func endOfLine() throws(Malformed) {
        skipBlanks()
        if next == TOMLByte.number {
            while let byte = next, byte != TOMLByte.newline, !isLineEnd {
                try refuseControl(byte)
                position += 1
            }
        }
        guard next != nil else { return }
        guard takeLineEnd() else { throw malformed("The line should end here") }
    }

    var isLineEnd: Bool { next == TOMLByte.newline || follows("\r\n") }

    /// Whether there was one, which is behind `position` now.
    mutating func takeLineEnd() -> Bool {
        guard isLineEnd else { return false }
        position += next == TOMLByte.newline ? 1 : 2
        return true
    }

    func refuseControl(_ byte: UInt8) throws(Malformed) {
        guard byte >= 0x20 && byte != 0x7F || byte == TOMLByte.tab else {
            throw malformed(
                "A control character (\(byte)) stands here; in a text in double quotes it is written with \"\\u\"")
        }
    }

    /// - Parameter place: where it is wrong, if not at `position`.
    func malformed(_ reason: String, at place: Int? = nil) -> Malformed {
        let before = bytes[..<min(place ?? position, bytes.count)]
        let line = before.lastIndex(of: TOMLByte.newline).map { before[($0 + 1)...] } ?? before
        return Malformed(
            reason: reason, line: before.count { $0 == TOMLByte.newline } + 1,
            // In characters: what continues one is not counted.
            column: line.count { $0 & 0xC0 != 0x80 } + 1)
    }
}

/// The characters that mean something in TOML.
enum TOMLByte {
    static let tab: UInt8 = 0x09
    static let newline: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote = UInt8(ascii: "\"")
    static let number = UInt8(ascii: "#")
    static let apostrophe = UInt8(ascii: "'")
    static let comma = UInt8(ascii: ",")
    static let dot = UInt8(ascii: ".")
    static let equals = UInt8(ascii: "=")
    static let openBracket = UInt8(ascii: "[")
    static let backslash = UInt8(ascii: "\\")
    static let closeBracket = UInt8(ascii: "]")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func isBare(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}
