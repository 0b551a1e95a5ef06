/// `number` with zeros in front up to `width` digits.
package func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension String? {
    /// `nil` for an empty text, too.
    package var nonEmpty: String? { flatMap { $0.isEmpty ? nil : $0 } }
}

extension String {
    /// Appends `text` as JSON writes it, in quotes.
    package mutating func append(quotedForJSON text: String) {
        append("\"")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": append("\\\"")
            case "\\": append("\\\\")
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            case "\u{8}": append("\\b")
            case "\u{C}": append("\\f")
            case ..<" ": append("\\u00\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))")
            // Allowed as they are, but a terminal obeys some, and shows others as what they are not.
            case "\u{7F}"..."\u{9F}": append("\\u00\(String(scalar.value, radix: 16))")
            case _ where Self.turnsDirection(scalar):
                append("\\u\(scalar.value < 0x1000 ? "0" : "")\(String(scalar.value, radix: 16))")
            // Commands of the runners of Azure and TeamCity begin with two.
            case "#" where unicodeScalars.last == "#": append("\\u0023")
            default: unicodeScalars.append(scalar)
            }
        }
        append("\"")
    }
}
