/// One entry of `ignoreMigrationPatterns`, `kind:state`: what validation passes over, such as `*:missing`.
public struct IgnorePattern: Sendable, Hashable {
    /// Which migrations it is about.
    public enum Kind: String, Sendable, CaseIterable {
        /// All.
        case any = "*"
        /// Those without a version.
        case repeatable
        /// Those with a version.
        case versioned
    }

    /// Which states of them are passed over.
    public enum State: String, Sendable, CaseIterable {
        /// All.
        case any = "*"
        /// Applied, and without a file.
        case missing
        /// Not applied.
        case pending
        /// Not applied, with a lower version than one that is.
        case ignored
        /// Applied by a newer release: without a file, and higher than every file.
        case future
    }

    /// `*`, `repeatable` or `versioned`.
    public var kind: Kind
    /// `*`, `missing`, `pending`, `ignored` or `future`.
    public var state: State

    /// A pattern of its two parts.
    /// - Parameters:
    ///   - kind: Which migrations it is about.
    ///   - state: Which states of them are passed over.
    public init(kind: Kind, state: State) {
        self.kind = kind
        self.state = state
    }

    /// A pattern as it is written in the setting.
    /// - Parameter text: `*:missing`; blanks around the parts and case do not matter.
    /// - Throws: ``InvalidPattern`` with the sentence that Flyway prints.
    public init(_ text: String) throws(InvalidPattern) {
        var written = text[...]
        // Flyway's way of cutting passes over colons at the end.
        while written.hasSuffix(":") { written.removeLast() }
        let parts = written.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 2 else {
            throw InvalidPattern(
                message: "Invalid pattern '\(text)'. Pattern must be of the form <migration_type>:<migration_state>"
                    + " See \(Links.ignorePatterns) for full details")
        }
        guard let kind = Kind(rawValue: parts[0].trimmingBlanks().lowercased()) else {
            throw InvalidPattern(
                message: "Invalid migration type '\(parts[0])'. Valid types are: [*, repeatable, versioned]")
        }
        guard let state = State(rawValue: parts[1].trimmingBlanks().lowercased()) else {
            throw InvalidPattern(
                message:
                    "Invalid migration state '\(parts[1])'. Valid states are: [*, missing, pending, ignored, future]"
            )
        }
        self.init(kind: kind, state: state)
    }

    /// A text that is no pattern.
    public struct InvalidPattern: Error, Sendable, Equatable {
        /// What is wrong with it, and what is allowed.
        public var message: String
    }
}
