/// A placeholder that cannot be replaced. The texts carry the placeholder as written, prefix and suffix included.
public enum PlaceholderProblem: Sendable, Hashable {
    case unknown(String)
    /// A name that is reserved for the built-in placeholders and has no value here.
    case unpopulated(String)
    /// A prefix without a suffix anywhere behind it.
    case unterminated(prefix: String, suffix: String)
}

extension PlaceholderProblem {
    /// The name that has no value, as a table of values has it.
    func key(in table: PlaceholderTable) -> String? {
        switch self {
        case .unknown(let text), .unpopulated(let text):
            String(decoding: text.utf8.dropFirst(table.prefix.count).dropLast(table.suffix.count), as: UTF8.self)
                .lowercased()
        case .unterminated: nil
        }
    }
}

public struct PlaceholderError: Error, Sendable, Hashable {
    public let problem: PlaceholderProblem
    /// Where the placeholder begins.
    public let location: ScriptLocation

    public init(problem: PlaceholderProblem, location: ScriptLocation) {
        self.problem = problem
        self.location = location
    }

    /// Flyway's own words, two blanks included.
    public var message: String {
        switch problem {
        case .unknown(let text): "No value provided for placeholder: \(text).  Check your configuration!"
        case .unpopulated(let text): "Failed to populate value for default placeholder: \(text)"
        case .unterminated(let prefix, let suffix):
            "The placeholder that starts with \(prefix) at \(location) has no closing \(suffix)"
        }
    }
}
