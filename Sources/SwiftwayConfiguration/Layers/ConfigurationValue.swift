import SwiftwayCore

/// A value as a source gives it. Only `flyway.toml` has lists; everywhere else they are text with commas.
package enum ConfigurationValue: Sendable, Hashable {
    case text(String)
    case list([String])

    /// A list's elements with commas between them.
    package var text: String {
        switch self {
        case .text(let text): text
        case .list(let elements): elements.joined(separator: ",")
        }
    }

    /// Elements of text are trimmed, and empty ones are left out.
    package var elements: [String] {
        switch self {
        case .text(let text): text.split(separator: ",").map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
        case .list(let elements): elements
        }
    }

    package func map(_ transform: (String) throws(ConfigurationError) -> String) throws(ConfigurationError) -> Self {
        switch self {
        case .text(let text): return .text(try transform(text))
        case .list(let elements):
            var mapped: [String] = []
            for element in elements { mapped.append(try transform(element)) }
            return .list(mapped)
        }
    }
}
