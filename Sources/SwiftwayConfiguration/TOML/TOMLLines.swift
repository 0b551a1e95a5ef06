import SwiftwayCore

/// The lines on which a TOML document sets its keys, for messages: the parser does not tell. Documents are
/// well-formed when they come here.
struct TOMLLines {
    private var lines: [String: Int] = [:]

    init(_ text: String) {
        var table = ""
        var openString: String?
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if let quotes = openString {
                if line.contains(quotes) { openString = nil }
                continue
            }
            let trimmed = line.trimmingBlanks()
            if trimmed.hasPrefix("["), let end = trimmed.lastIndex(of: "]") {
                table = Self.path(trimmed[..<end].drop { $0 == "[" })
            } else if !trimmed.hasPrefix("#"), let equals = Self.equals(in: trimmed) {
                let key = Self.path(trimmed[..<equals])
                lines[table.isEmpty ? key : "\(table).\(key)"] = index + 1
                openString = ["\"\"\"", "'''"].first { trimmed.split(separator: $0, omittingEmptySubsequences: false).count == 2 }
            }
        }
    }

    /// The line of a key, or of the table or list that it is part of; `nil` where neither was seen.
    subscript(path: [String]) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = lines[path.joined(separator: ".")] { return line }
            path.removeLast()
        }
        return nil
    }

    /// The first `=` outside quotes.
    private static func equals(in line: String) -> String.Index? {
        var quote: Character?
        for index in line.indices {
            let character = line[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "=" {
                return index
            }
        }
        return nil
    }

    /// `a . "b"` to `a.b`.
    private static func path(_ text: Substring) -> String {
        text.split(separator: ".").map { part in
            let trimmed = part.trimmingBlanks()
            guard trimmed.count >= 2, let first = trimmed.first, first == trimmed.last, first == "\"" || first == "'"
            else { return trimmed }
            return String(trimmed.dropFirst().dropLast())
        }.joined(separator: ".")
    }
}
