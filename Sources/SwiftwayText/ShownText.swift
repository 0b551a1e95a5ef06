/// Texts of others (files, databases, programs) in a log. Terminals obey escape sequences, and runners of builds obey lines
/// of a certain form; what others say is shown, and nobody obeys it.
extension String {
    /// With what a terminal would obey written out (`\x1B`, `\r`, `\u202E`): control characters but line feeds, tabs and the
    /// carriage return of a line's end, and the characters that turn the direction of writing.
    package var showingControls: String {
        guard utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F || Self.mayBegin($0) }) else {
            return self
        }
        var result = ""
        result.reserveCapacity(utf8.count + 16)
        var scalars = unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\r" where scalars.first == "\n": result.unicodeScalars.append(scalar)
            case "\r": result += "\\r"
            case ..<" ", "\u{7F}"..."\u{9F}": result += "\\x" + Self.hexadecimal(scalar, digits: 2)
            case _ where Self.turnsDirection(scalar): result += "\\u" + Self.hexadecimal(scalar, digits: 4)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// For a log: besides, no line is a command of a build's runner. GitHub takes `::name::` at the start of a line, blanks
    /// before it or not; Azure and TeamCity take `##vso[`, `##[` and `##teamcity[` anywhere. A backslash stands in their way.
    package var shownInLog: String {
        let text = showingControls
        guard text.contains(text: "::") || text.contains(text: "##") else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { Self.disarmed($0) }
            .joined(separator: "\n")
    }

    /// In one line: of a name, or a cell of a table.
    package var inOneLine: String {
        guard utf8.contains(0x0A) else { return self }
        return replacing(text: "\r\n", with: "\\n").replacing(text: "\n", with: "\\n")
    }

    /// With the lines behind the first one indented, so that none of them looks like a line of the log.
    package var indentingLines: String {
        utf8.contains(0x0A) ? replacing(text: "\n", with: "\n    ") : self
    }

    private static func disarmed(_ line: Substring) -> String {
        let start = line.unicodeScalars.firstIndex { !$0.properties.isWhitespace } ?? line.endIndex
        var result = String(line)
        if line[start...].starts(with: "::") { result = line[..<start] + "\\" + line[start...] }
        guard result.contains(text: "##") else { return result }
        var rest = result.unicodeScalars[...]
        result = ""
        while let scalar = rest.popFirst() {
            result.unicodeScalars.append(scalar)
            guard scalar == "#", rest.first == "#" else { continue }
            let behind = rest.dropFirst().drop { $0.properties.isAlphabetic }
            if behind.first == "[" { result += "\\" }
        }
        return result
    }

    /// The first bytes of U+0080 … U+009F, U+061C, U+200E … U+2069.
    private static func mayBegin(_ byte: UInt8) -> Bool { byte == 0xC2 || byte == 0xD8 || byte == 0xE2 }

    /// Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9), and the separators of lines and
    /// paragraphs, which some viewers take for line ends.
    package static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar, digits: Int) -> String {
        let text = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
    }
}
