import SwiftwayCore
import SwiftwayText

/// Values that stand elsewhere: `${env.NAME}` and `${placeholder.name}` in the values of `flyway.toml`.
///
/// Names of resolvers are compared without regard to case. A filter, `${env.NAME:aD}`, keeps the characters that one
/// of its letters allows. `$${env.NAME}` is that text itself, and `!{…}` the text between its braces. Text in braces
/// without a dot belongs to scripts and is left alone.
struct ValueResolver {
    /// For messages: `for environment x`.
    var environmentName: String?
    var environment: [String: String]
    /// By name as configured.
    var placeholders: [String: String]

    func resolve(_ text: String) throws(ConfigurationError) -> String {
        let trimmed = text.trimmingBlanks()
        if trimmed.hasPrefix("!{"), trimmed.hasSuffix("}") { return String(trimmed.dropFirst(2).dropLast()) }
        guard text.contains(text: "${") else { return text }
        var resolved = ""
        var rest = text[...]
        while let start = rest.firstRange(ofText: "${") {
            let behind = rest[start.upperBound...]
            guard let reference = Reference(behind) else {
                resolved += rest[..<start.upperBound]
                rest = behind
                continue
            }
            guard !reference.isNested else {
                throw failure("Resolvers cannot be nested: \(text)")
            }
            if rest[..<start.lowerBound].last == "$" {
                // The first of two dollar signs is the escape.
                resolved += rest[..<start.lowerBound].dropLast() + "${" + reference.text + "}"
            } else {
                resolved += rest[..<start.lowerBound] + (try value(of: reference))
            }
            rest = behind[reference.end...]
        }
        return resolved + rest
    }

    /// What stands between the braces.
    private struct Reference {
        var text: Substring
        var resolver: String
        var key: String
        var filter: String?
        var isNested: Bool
        /// Behind the closing brace.
        var end: Substring.Index

        /// `nil` for `${name}`, which has no resolver, and for braces that are never closed.
        init?(_ behind: Substring) {
            guard let close = behind.firstIndex(of: "}") else { return nil }
            text = behind[..<close]
            end = behind.index(after: close)
            // The inner one ends at the first brace; it takes a second one to end the outer.
            isNested = text.contains(text: "${") && text.contains(".") && behind[end...].contains("}")
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            if isNested {
                (resolver, key, filter) = ("", "", nil)
                return
            }
            guard !text.contains(text: "${"), parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
            resolver = parts[0].trimmingBlanks()
            let colon = parts[1].firstIndex(of: ":")
            key = parts[1][..<(colon ?? parts[1].endIndex)].trimmingBlanks()
            filter = colon.map { parts[1][parts[1].index(after: $0)...].trimmingBlanks() }
        }
    }

    private func value(of reference: Reference) throws(ConfigurationError) -> String {
        let value: String
        switch reference.resolver.lowercased() {
        case "env":
            guard let variable = environment[reference.key] else {
                throw failure("Unable to resolve environment variable: '\(reference.key)'")
            }
            value = variable
        case "placeholder":
            let name = reference.key.lowercased()
            guard let placeholder = placeholders.first(where: { $0.key.lowercased() == name }) else {
                throw failure("Unable to resolve placeholder: '\(reference.key)'")
            }
            value = placeholder.value
        default:
            throw failure(
                "Unknown resolver '\(reference.resolver)' for environment \(environmentName ?? "null")",
                hint: "There are env and placeholder. To ask a secret manager for the password, "
                    + "set swiftway.passwordCommand.")
        }
        return reference.filter.map { Self.filter(value, by: $0) } ?? value
    }

    private func failure(_ message: String, hint: String? = nil) -> ConfigurationError {
        ConfigurationError(code: ConfigurationError.Code.environmentResolve, message: message, hint: hint)
    }

    private static func filter(_ text: String, by filter: String) -> String {
        let allowed = Set(filter)
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isLetter =
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
                default: false
                }
            let isDigit = scalar.properties.generalCategory == .decimalNumber
            if isLetter && (allowed.contains("A") || (allowed.contains("a") && scalar.isASCII))
                || isDigit && (allowed.contains("D") || (allowed.contains("d") && scalar.isASCII))
            {
                kept.append(scalar)
            }
        }
        return String(kept)
    }
}
