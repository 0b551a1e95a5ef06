/// One entry of `ignoreMigrationPatterns`, `kind:state`: what validation passes over.
public struct IgnorePattern: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case any = "*"
        case repeatable
        case versioned
    }

    public enum State: String, Sendable, CaseIterable {
        case any = "*"
        case missing
        case pending
        case ignored
        case future
    }

    public var kind: Kind
    public var state: State

    public init(kind: Kind, state: State) {
        self.kind = kind
        self.state = state
    }

    /// Parts are trimmed and compared without regard to case.
    /// - Throws: ``InvalidPattern`` with the sentence that Flyway prints.
    public init(_ text: String) throws(InvalidPattern) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            .map { String($0).trimmingBlanks().lowercased() }
        guard parts.count == 2 else {
            throw InvalidPattern(
                message: "Invalid pattern '\(text)'. Pattern must be of the form <migration_type>:<migration_state>"
                    + " See \(Links.ignorePatterns) for full details")
        }
        guard let kind = Kind(rawValue: parts[0]) else {
            throw InvalidPattern(
                message: "Invalid migration type '\(parts[0])'. Valid types are: [*, repeatable, versioned]")
        }
        guard let state = State(rawValue: parts[1]) else {
            throw InvalidPattern(
                message:
                    "Invalid migration state '\(parts[1])'. Valid states are: [*, missing, pending, ignored, future]"
            )
        }
        self.init(kind: kind, state: state)
    }

    public struct InvalidPattern: Error, Sendable, Equatable {
        public var message: String
    }
}
