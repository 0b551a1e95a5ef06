import SwiftwayText

/// The syntax of `flyway.conf`: Java's properties with changes. Backslashes are literal, so that paths of Windows and
/// regular expressions can be written as they are, but for one at the end of a line that goes on in the next.
package enum PropertiesReader {
    package struct Property: Equatable {
        package var key: String
        package var value: String
        /// Where the key stands, from 1.
        package var line: Int
    }

    /// Every property in its order; a key that comes again comes again here.
    /// - Parameter environment: what `${NAME}` stands for; a name without value stands for nothing. `nil` leaves
    ///   them as they are.
    package static func properties(in text: String, environment: [String: String]?) -> [Property] {
        var properties: [Property] = []
        for (line, number) in logicalLines(of: text) {
            guard var property = property(line, number: number) else { continue }
            if let environment {
                property.key = expand(property.key, from: environment)
                property.value = expand(property.value, from: environment)
            }
            properties.append(property)
        }
        return properties
    }

    /// Lines with the ones that continue them, and the number of the first of each.
    private static func logicalLines(of text: String) -> [(text: String, number: Int)] {
        let lines = physicalLines(of: text)
        var logical: [(text: String, number: Int)] = []
        var index = 0
        while index < lines.count {
            let number = index + 1
            var line = lines[index].trimmingBlanks()
            while !line.isComment, line.last == "\\", index + 1 < lines.count, continues(lines[index + 1]) {
                index += 1
                line.removeLast()
                line += lines[index].trimmingBlanks()
            }
            logical.append((line, number))
            index += 1
        }
        return logical
    }

    private static func physicalLines(of text: String) -> [Substring] {
        let withoutMark =
            text.unicodeScalars.first == "\u{FEFF}" ? Substring(text.unicodeScalars.dropFirst()) : text[...]
        // CR LF is one character in Swift.
        return withoutMark.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    }

    /// Whether a line that follows a backslash belongs to the line before: not where it is empty, nor where it is
    /// the next property. A comparison, of which `shouldExecute` may have several, is no property.
    private static func continues(_ line: Substring) -> Bool {
        guard !line.isEmpty else { return false }
        guard line.trimmingBlanks().hasPrefix("flyway."), line.contains("=") else { return true }
        return !line.hasPrefix("shouldExecute") && (line.contains(text: "==") || line.contains(text: "!="))
    }

    /// `key=value`, `key:value` or `key value`; `nil` for blank lines and comments.
    private static func property(_ line: String, number: Int) -> Property? {
        guard !line.isEmpty, !line.isComment else { return nil }
        let isSeparator = { (character: Character) in character == "=" || character == ":" }
        let keyEnd = line.firstIndex { isSeparator($0) || $0.isWhitespace } ?? line.endIndex
        var rest = line[keyEnd...].drop(while: \.isWhitespace)
        if let first = rest.first, isSeparator(first) { rest = rest.dropFirst().drop(while: \.isWhitespace) }
        return Property(key: String(line[..<keyEnd]), value: String(rest), line: number)
    }

    /// `${NAME}`, where the name is made of ASCII letters, digits and underscores. What comes out is not looked at
    /// again.
    private static func expand(_ text: String, from environment: [String: String]) -> String {
        guard text.contains(text: "${") else { return text }
        var expanded = ""
        var rest = text[...]
        while let start = rest.firstRange(ofText: "${") {
            expanded += rest[..<start.lowerBound]
            let behind = rest[start.upperBound...]
            let name = behind.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            if !name.isEmpty, behind[name.endIndex...].first == "}" {
                expanded += environment[String(name)] ?? ""
                rest = behind[behind.index(after: name.endIndex)...]
            } else {
                expanded += "${"
                rest = behind
            }
        }
        return expanded + rest
    }
}

extension String {
    fileprivate var isComment: Bool { first == "#" || first == "!" }
}
