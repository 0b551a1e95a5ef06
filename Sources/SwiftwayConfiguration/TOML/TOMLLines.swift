import SwiftwayCore

/// The lines on which a TOML document sets its keys, for messages: the parser does not tell. Documents are
/// well-formed when they come here.
struct TOMLLines {
    private var lines: [[String]: Int] = [:]

    init(_ text: String) {
        var table: [String] = []
        var openString: String?
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if let quotes = openString {
                if line.contains(quotes) { openString = nil }
                continue
            }
            let trimmed = line.trimmingBlanks()[...]
            if trimmed.hasPrefix("["), let end = Self.first("]", in: trimmed) {
                table = Self.path(trimmed[..<end].drop { $0 == "[" })
            } else if !trimmed.hasPrefix("#"), let equals = Self.first("=", in: trimmed) {
                lines[table + Self.path(trimmed[..<equals])] = index + 1
                openString = ["\"\"\"", "'''"].first { quotes in
                    // Two of them on the line close what they open.
                    trimmed.split(separator: quotes, omittingEmptySubsequences: false).count == 2
                }
            }
        }
    }

    /// The line of a key, or of the table or list that it is part of; `nil` where neither was seen.
    subscript(path: [String]) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = lines[path] { return line }
            path.removeLast()
        }
        return nil
    }

    /// The place of the first such character outside quotes.
    private static func first(_ wanted: Character, in text: Substring) -> Substring.Index? {
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == wanted {
                return index
            }
        }
        return nil
    }

    /// `a . "b.c"` to `a` and `b.c`.
    private static func path(_ text: Substring) -> [String] {
        guard let dot = first(".", in: text) else { return [unquoted(text)] }
        return [unquoted(text[..<dot])] + path(text[text.index(after: dot)...])
    }

    private static func unquoted(_ text: Substring) -> String {
        let trimmed = text.trimmingBlanks()
        guard trimmed.count >= 2, let first = trimmed.first, first == trimmed.last, first == "\"" || first == "'" else {
            return trimmed
        }
        return String(trimmed.dropFirst().dropLast())
    }
}
