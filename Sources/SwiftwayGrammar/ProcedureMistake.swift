import SwiftwayText

/// What the parser of PL/pgSQL complains about, and where. It names the word and a line that is the mistake's or one
/// before it, counted from the body's first, but no position; and it knows no types, so that some of its complaints
/// are only about what the catalog of a database would have told it.
struct ProcedureMistake {
    private let message: String
    /// From 1, in characters of the statement; `nil` where the word is not there.
    let position: Int?
    /// What stands before it, without blanks.
    private let preceding: String

    /// - Parameter context: `compilation of PL/pgSQL function "f" near line 3`.
    init(_ message: String, _ context: String?, in statement: String) {
        self.message = message
        let text = Array(statement.unicodeScalars)
        let line = context?.split(separator: " ").last.flatMap { Int($0) } ?? 1
        let quoted = message.split(separator: "\"", omittingEmptySubsequences: false)
        let place = quoted.count < 3 ? nil : Self.place(of: Array(quoted[1].unicodeScalars), in: text, fromLine: line)
        position = place.map { $0 + 1 }
        var before = text[..<(place ?? 0)].suffix(40)
        while before.last?.properties.isWhitespace == true { before.removeLast() }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: before)
        preceding = String(view).lowercased()
    }

    /// Whether it is a mistake whatever the database holds. Found by comparing with what the server says of the
    /// functions in PostgreSQL's own tests.
    var needsNoCatalog: Bool {
        if message.hasPrefix("syntax error") {
            // `FOR r IN c LOOP`: c may be a cursor.
            return !preceding.hasSuffix(" in") && !preceding.hasSuffix("\tin") && !preceding.hasSuffix("\nin")
        }
        if message.hasPrefix("missing expression") {
            // `RETURN NEXT;` is right in a function with OUT parameters.
            return !preceding.hasSuffix("next") && !preceding.hasSuffix("return")
        }
        return Self.structural.contains { message.contains(text: $0) }
    }

    private static let structural = [
        "missing ", "mismatched ", "unterminated", "specified for RAISE", "cannot be used outside a loop",
        "there is no label", "block label", "end label", "duplicate declaration", "EXCEPTION",
    ]

    /// Of the first such word in the body, at that line of it or behind it.
    private static func place(of word: [Unicode.Scalar], in text: [Unicode.Scalar], fromLine line: Int) -> Int? {
        guard let first = word.first, let last = word.last else { return nil }
        var start = body(of: text) ?? 0
        for _ in 1..<max(line, 1) {
            guard let end = text[start...].firstIndex(of: "\n") else { break }
            start = end + 1
        }
        guard word.count <= text.count - start else { return nil }
        return (start...(text.count - word.count)).first { place in
            let end = place + word.count
            return text[place..<end].elementsEqual(word)
                && !(isWord(first) && place > 0 && isWord(text[place - 1]))
                && !(isWord(last) && end < text.count && isWord(text[end]))
        }
    }

    /// Behind the first dollar quote.
    private static func body(of text: [Unicode.Scalar]) -> Int? {
        guard let open = text.firstIndex(of: "$"), let close = text[(open + 1)...].firstIndex(of: "$") else {
            return nil
        }
        return close + 1
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
